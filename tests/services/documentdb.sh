# The engine behind the MongoDB role. Debian has no MongoDB server, but the suite forky has DocumentDB, the open-source
# engine of MongoDB's commands on PostgreSQL. It lives in a folder with a small forky of its own (about 1 GB).

DOCUMENTDB_SUITE=forky
DOCUMENTDB_MAJOR=18
DOCUMENTDB_PORT=${MOV_DOCUMENTDB_PORT:-27332}
DOCUMENTDB_DIR=$MOV_SERVICES_DIR/documentdb
DOCUMENTDB_ROOT=$DOCUMENTDB_DIR/root
DOCUMENTDB_HOME=/var/lib/mov-documentdb
DOCUMENTDB_DATA=$DOCUMENTDB_HOME/data
DOCUMENTDB_BIN=/usr/lib/postgresql/$DOCUMENTDB_MAJOR/bin
DOCUMENTDB_LOG=$DOCUMENTDB_DIR/install.log

documentdb_connection_string() { printf 'Host=127.0.0.1;Port=%s;Username=postgres;Database=postgres' "$DOCUMENTDB_PORT"; }

documentdb_as_owner() { (cd / && chroot --userspec=postgres:postgres "$DOCUMENTDB_ROOT" "$@"); }

documentdb_as_root() { (cd / && PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 chroot "$DOCUMENTDB_ROOT" "$@"); }

documentdb_sql() { documentdb_as_owner "$DOCUMENTDB_BIN/psql" -X -q -h 127.0.0.1 -p "$DOCUMENTDB_PORT" -U postgres -v ON_ERROR_STOP=1 "$@"; }

documentdb_pid() { pid_of "$DOCUMENTDB_ROOT$DOCUMENTDB_DATA/postmaster.pid" "$DOCUMENTDB_DATA"; }

documentdb_answers() { documentdb_as_owner "$DOCUMENTDB_BIN/pg_isready" -q -h 127.0.0.1 -p "$DOCUMENTDB_PORT"; }

documentdb_up() {
    ! { documentdb_pid && documentdb_answers; } >/dev/null || return 0
    documentdb_pid >/dev/null || require_free_port "$DOCUMENTDB_PORT" DocumentDB MOV_DOCUMENTDB_PORT || return 1
    [ -e "$DOCUMENTDB_DIR/installed" ] || documentdb_install || return 1
    [ -e "$DOCUMENTDB_ROOT$DOCUMENTDB_DATA/ready" ] || { documentdb_create_cluster && return 0; } || return 1
    documentdb_start
}

documentdb_start() {
    step "starting DocumentDB on port $DOCUMENTDB_PORT"
    quietly "$DOCUMENTDB_DIR/start.out" documentdb_as_owner "$DOCUMENTDB_BIN/pg_ctl" \
        -D "$DOCUMENTDB_DATA" -l "$DOCUMENTDB_HOME/log" -o "-p $DOCUMENTDB_PORT" -w -t 180 start
}

documentdb_install() {
    local mirror
    can_install_packages || { fail "DocumentDB needs root on Debian; without it set MOV_TEST_MONGO or run a container engine"; return 1; }
    mirror=$(debian_mirror)
    [ -n "$mirror" ] || { fail "apt's configuration names no Debian mirror"; return 1; }
    install_packages debootstrap || return 1
    use_apt_proxy

    documentdb_remove_root || return 1
    mkdir -p "$DOCUMENTDB_DIR"
    step "fetching a minimal Debian $DOCUMENTDB_SUITE for DocumentDB (about half a minute)"
    quietly "$DOCUMENTDB_LOG" debootstrap --variant=minbase "$DOCUMENTDB_SUITE" "$DOCUMENTDB_ROOT" \
        "$mirror" /usr/share/debootstrap/scripts/sid || return 1

    forbid_service_starts "$DOCUMENTDB_ROOT/usr/sbin/policy-rc.d"
    mkdir -p "$DOCUMENTDB_ROOT/etc/postgresql-common"
    echo 'create_main_cluster = false' >"$DOCUMENTDB_ROOT/etc/postgresql-common/createcluster.conf"

    step "installing DocumentDB in it (about a minute, 1 GB)"
    mount --bind /proc "$DOCUMENTDB_ROOT/proc" && mount --bind /dev "$DOCUMENTDB_ROOT/dev" || return 1
    local code=0
    documentdb_install_package || code=$?
    documentdb_unmount || return 1
    [ "$code" -eq 0 ] || return "$code"
    touch "$DOCUMENTDB_DIR/installed"
    say "installed: $(documentdb_status)"
}

documentdb_install_package() {
    local apt=(apt-get -q -y -o Acquire::Check-Valid-Until=false) package=postgresql-$DOCUMENTDB_MAJOR-documentdb
    export DEBIAN_FRONTEND=noninteractive
    quietly "$DOCUMENTDB_LOG" documentdb_as_root "${apt[@]}" update &&
        quietly "$DOCUMENTDB_LOG" documentdb_as_root "${apt[@]}" install --no-install-recommends "$package" &&
        quietly "$DOCUMENTDB_LOG" documentdb_as_root apt-get clean
}

documentdb_mounts() { awk -v root="$DOCUMENTDB_ROOT/" 'index($2, root) == 1 { print $2 }' /proc/mounts | sort -r; }

documentdb_unmount() {
    local mount
    for mount in $(documentdb_mounts); do umount "$mount" || umount -l "$mount" || return 1; done
}

# The machine's own /proc and /dev must never be within reach of the deletion.
documentdb_remove_root() {
    documentdb_unmount || { fail "cannot unmount what is mounted in $DOCUMENTDB_ROOT; nothing was deleted"; return 1; }
    [ -z "$(documentdb_mounts)" ] || { fail "$DOCUMENTDB_ROOT still has mounts; nothing was deleted"; return 1; }
    rm -rf --one-file-system "$DOCUMENTDB_ROOT" "$DOCUMENTDB_DIR/installed"
}

documentdb_create_cluster() {
    step "creating a DocumentDB cluster"
    rm -rf "${DOCUMENTDB_ROOT:?}$DOCUMENTDB_HOME"
    documentdb_as_root install -d -o postgres -g postgres "$DOCUMENTDB_HOME"
    quietly "$DOCUMENTDB_LOG" documentdb_as_owner "$DOCUMENTDB_BIN/initdb" \
        -D "$DOCUMENTDB_DATA" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 || return 1

    # Shared memory as files and jobs as background workers: it runs with nothing mounted in its folder and without a socket.
    # A write may be lost, never torn, when the machine dies: MongoDB's own promise for { w: 1, j: false }.
    # extended_rum, set before any collection exists, lets a compound index give the order as well.
    cat >>"$DOCUMENTDB_ROOT$DOCUMENTDB_DATA/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
max_worker_processes = 24
shared_buffers = 256MB
dynamic_shared_memory_type = mmap
synchronous_commit = off
shared_preload_libraries = 'pg_cron,pg_documentdb_core,pg_documentdb,pg_documentdb_extended_rum'
cron.database_name = 'postgres'
cron.use_background_workers = on
cron.log_run = off
cron.log_statement = off
documentdb.alternate_index_handler_name = 'extended_rum'
documentdb.force_index_builds_blocking = on
CONF
    documentdb_start || return 1
    # Indexes on filled collections are built, and expired documents deleted, by jobs: every second and every five, for
    # tests wait for them.
    quietly "$DOCUMENTDB_LOG" documentdb_sql \
        -c 'CREATE EXTENSION documentdb CASCADE' \
        -c 'CREATE EXTENSION documentdb_extended_rum' \
        -c "SELECT cron.alter_job(jobid, schedule => '1 seconds') FROM cron.job WHERE jobname LIKE 'documentdb_index_build_task%'" \
        -c "SELECT cron.alter_job(jobid, schedule => '5 seconds') FROM cron.job WHERE jobname = 'documentdb_ttl_task'" || return 1
    touch "$DOCUMENTDB_ROOT$DOCUMENTDB_DATA/ready"
}

documentdb_down() {
    local pid
    pid=$(documentdb_pid) || { documentdb_unmount; return; }
    step "stopping DocumentDB"
    end_process "$pid" INT
    documentdb_unmount
}

documentdb_status() { package_version "postgresql-$DOCUMENTDB_MAJOR-documentdb" "$DOCUMENTDB_ROOT"; }
