# Redis for the tests: Debian's server, in memory only.

REDIS_PORT=${MOV_REDIS_PORT:-27333}
REDIS_DIR=$MOV_SERVICES_DIR/redis

redis_connection_string() { printf '127.0.0.1:%s' "$REDIS_PORT"; }

redis_pid() { pid_of "$REDIS_DIR/pid" "redis-server"; }

redis_answers() { [ "$(redis-cli -h 127.0.0.1 -p "$REDIS_PORT" ping)" = PONG ]; }

redis_up() {
    ! { redis_pid && redis_answers; } >/dev/null 2>&1 || return 0
    install_packages redis-server || return 1
    redis_pid >/dev/null || require_free_port "$REDIS_PORT" Redis MOV_REDIS_PORT || return 1

    step "starting Redis on port $REDIS_PORT"
    install -d -o redis -g redis "$REDIS_DIR"
    quietly "$MOV_SERVICES_DIR/redis.out" setpriv --reuid=redis --regid=redis --init-groups -- \
        redis-server --bind 127.0.0.1 --port "$REDIS_PORT" --dir "$REDIS_DIR" --pidfile "$REDIS_DIR/pid" \
        --logfile "$REDIS_DIR/log" --save '' --appendonly no --daemonize yes || return 1
    wait_for 30 Redis redis_answers
}

redis_down() {
    local pid
    pid=$(redis_pid) || return 0
    step "stopping Redis"
    end_process "$pid" TERM
}

redis_crash() {
    local pid
    pid=$(redis_pid) || { fail 'no Redis of this folder is running'; return 1; }
    step "crashing Redis"
    end_process "$pid" KILL
}

redis_status() { redis-server --version | cut -d ' ' -f 1-3; }
