# The same servers in containers, where an engine runs: the images that docker-compose.yml names, with their data in memory.

compose_available() { command -v docker >/dev/null && docker info >/dev/null 2>&1 && docker compose version >/dev/null 2>&1; }

compose_run() {
    local secrets=$MOV_SERVICES_DIR/compose.env
    [ -s "$secrets" ] || (umask 077 && printf 'POSTGRES_PASSWORD=%s\nMONGO_PASSWORD=%s\nREDIS_PASSWORD=%s\nSITE_BASE_URL=%s\n' \
        "$(random_word)" "$(random_word)" "$(random_word)" http://localhost >"$secrets")
    POSTGRES_PORT=$POSTGRES_PORT MONGO_PORT=$GATEWAY_PORT REDIS_PORT=$REDIS_PORT docker compose --project-name mov-test \
        --env-file "$secrets" -f "$REPOSITORY/docker-compose.yml" -f "$REPOSITORY/tests/services/docker-compose.test.yml" "$@"
}

random_word() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

compose_secret() { sed -n "s/^$1=//p" "$MOV_SERVICES_DIR/compose.env"; }

compose_up() {
    step "starting ${*} in containers"
    compose_run up --detach --wait "$@" >&2
}

compose_down() {
    step "stopping the containers"
    compose_run down --volumes >&2
}

compose_postgres() { printf 'Host=127.0.0.1;Port=%s;Username=mov;Password=%s' "$POSTGRES_PORT" "$(compose_secret POSTGRES_PASSWORD)"; }

compose_mongo() { printf 'mongodb://mov:%s@127.0.0.1:%s/?authSource=admin' "$(compose_secret MONGO_PASSWORD)" "$GATEWAY_PORT"; }

compose_redis() { printf '127.0.0.1:%s,password=%s' "$REDIS_PORT" "$(compose_secret REDIS_PASSWORD)"; }
