# PostgreSQL for the tests: Debian's server, a cluster, a port and a folder of its own.

POSTGRES_PORT=${MOV_POSTGRES_PORT:-27331}
POSTGRES_DATA=$MOV_SERVICES_DIR/postgres/data
POSTGRES_LOG=$MOV_SERVICES_DIR/postgres/log

postgres_connection_string() { printf 'Host=127.0.0.1;Port=%s;Username=postgres' "$POSTGRES_PORT"; }

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

postgres_pid() { pid_of "$POSTGRES_DATA/postmaster.pid" "$POSTGRES_DATA"; }

postgres_answers() { "$(postgres_bin)/pg_isready" -q -h 127.0.0.1 -p "$POSTGRES_PORT"; }

postgres_as_owner() { (cd / && setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"); }

postgres_up() {
    ! { postgres_pid && postgres_answers; } >/dev/null || return 0
    install_packages postgresql || return 1
    postgres_pid >/dev/null || require_free_port "$POSTGRES_PORT" PostgreSQL MOV_POSTGRES_PORT || return 1
    postgres_discard_unusable_cluster
    [ -e "$POSTGRES_DATA/ready" ] || postgres_create_cluster || return 1

    step "starting PostgreSQL on port $POSTGRES_PORT"
    quietly "$MOV_SERVICES_DIR/postgres.out" postgres_as_owner "$(postgres_bin)/pg_ctl" \
        -D "$POSTGRES_DATA" -l "$POSTGRES_LOG" -o "-p $POSTGRES_PORT" -w -t 180 start
}

# A cluster of another major version, or one whose making was interrupted, holds nothing worth keeping.
postgres_discard_unusable_cluster() {
    local major
    major=$(basename "$(dirname "$(postgres_bin)")")
    [ -e "$POSTGRES_DATA" ] || return 0
    [ -e "$POSTGRES_DATA/ready" ] && [ "$(cat "$POSTGRES_DATA/PG_VERSION")" = "$major" ] || rm -rf "$POSTGRES_DATA"
}

postgres_create_cluster() {
    step "creating a PostgreSQL cluster in $POSTGRES_DATA"
    install -d -o postgres -g postgres "$(dirname "$POSTGRES_DATA")"
    quietly "$MOV_SERVICES_DIR/postgres.out" postgres_as_owner "$(postgres_bin)/initdb" \
        -D "$POSTGRES_DATA" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 || return 1
    # No socket: nobody but the tests, by address, comes here. Room for many small pools at once.
    cat >>"$POSTGRES_DATA/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
shared_buffers = 256MB
fsync = on
CONF
    touch "$POSTGRES_DATA/ready"
}

postgres_down() {
    local pid
    pid=$(postgres_pid) || return 0
    step "stopping PostgreSQL"
    end_process "$pid" INT
}

# What was committed is in the log on disk; everything else is gone.
postgres_crash() {
    postgres_pid >/dev/null || { fail 'no PostgreSQL of this folder is running'; return 1; }
    step "crashing PostgreSQL"
    quietly "$MOV_SERVICES_DIR/postgres.out" postgres_as_owner "$(postgres_bin)/pg_ctl" -D "$POSTGRES_DATA" -m immediate -w stop
}

postgres_status() { "$(postgres_bin)/postgres" --version; }
