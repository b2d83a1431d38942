#!/usr/bin/env bash
# The servers that the tests use: PostgreSQL, MongoDB and Redis, on 127.0.0.1, with ports and a folder of their own.
#
#   ./services.sh up       brings them and writes their addresses to $MOV_SERVICES_DIR/env
#   ./services.sh down     stops what `up` started; what was installed stays for the next time
#   ./services.sh status   says what runs where, and in which version
#   ./services.sh crash S  ends one of its own servers (postgres, redis) without warning, for tests of faults; `up` brings it back
#
# A server that MOV_TEST_POSTGRES, MOV_TEST_MONGO or MOV_TEST_REDIS names already is used as it is. The others run in
# containers where an engine runs, else from Debian's packages (as root). `up` answers 0 when every server is there,
# 3 when this machine is of a kind that cannot run them (the others are started), 1 when something failed.
set -uo pipefail

REPOSITORY=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
MOV_SERVICES_DIR=${MOV_SERVICES_DIR:-/var/tmp/mov-services}
for part in output processes packages postgres redis documentdb gateway compose; do
    . "$REPOSITORY/tests/services/$part.sh"
done

CANNOT_RUN_HERE=3

usage() {
    sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    return 2
}

# One `up` or `down` at a time; daemons do not inherit the lock (9>&-).
take_turn() {
    mkdir -p "$MOV_SERVICES_DIR"
    exec 9>"$MOV_SERVICES_DIR/lock"
    flock 9
}

wanted() {
    [ -n "${MOV_TEST_POSTGRES:-}" ] || echo postgres
    [ -n "${MOV_TEST_MONGO:-}" ] || echo mongo
    [ -n "${MOV_TEST_REDIS:-}" ] || echo redis
}

up() {
    take_turn
    local servers code=0
    mapfile -t servers < <(wanted)
    if [ ${#servers[@]} -eq 0 ]; then
        write_environment
    elif compose_available; then
        compose_up "${servers[@]}" && up_in_containers "${servers[@]}"
        code=$?
    elif can_install_packages; then
        up_from_packages "${servers[@]}"
        code=$?
    else
        say "cannot bring ${servers[*]} here: that takes a container engine, or root on Debian, or MOV_TEST_* set (see ./services.sh)"
        write_environment
        code=$CANNOT_RUN_HERE
    fi
    cat "$MOV_SERVICES_DIR/env" 2>/dev/null
    return "$code"
}

up_in_containers() {
    local server
    for server in "$@"; do
        case $server in
            postgres) MOV_TEST_POSTGRES=$(compose_postgres) ;;
            mongo) MOV_TEST_MONGO=$(compose_mongo) ;;
            redis) MOV_TEST_REDIS=$(compose_redis) ;;
        esac
    done
    write_environment
}

# Brings what it can, so that one server's trouble does not hide the others.
up_from_packages() {
    local server code=0
    for server in "$@"; do
        case $server in
            postgres) postgres_up && MOV_TEST_POSTGRES=$(postgres_connection_string) || code=1 ;;
            mongo) documentdb_up && gateway_up && MOV_TEST_MONGO=$(mongo_url) || code=1 ;;
            redis) redis_up && MOV_TEST_REDIS=$(redis_connection_string) || code=1 ;;
        esac
    done
    write_environment
    return "$code"
}

write_environment() {
    local name
    for name in MOV_TEST_POSTGRES MOV_TEST_MONGO MOV_TEST_REDIS; do
        [ -z "${!name:-}" ] || printf "export %s='%s'\n" "$name" "${!name}"
    done >"$MOV_SERVICES_DIR/env.new"
    mv "$MOV_SERVICES_DIR/env.new" "$MOV_SERVICES_DIR/env"
}

down() {
    take_turn
    if compose_available && [ -s "$MOV_SERVICES_DIR/compose.env" ]; then compose_down; fi
    gateway_down
    documentdb_down
    redis_down
    postgres_down
    rm -f "$MOV_SERVICES_DIR/env"
}

# Only what `up` started in this folder, never a server that somebody else named.
crash() {
    take_turn
    case ${1:-} in
        postgres) postgres_crash ;;
        redis) redis_crash ;;
        *) usage ;;
    esac
}

# Answers 0 when all that the tests would use is running.
status() {
    local all_running=yes
    if compose_available && [ -s "$MOV_SERVICES_DIR/compose.env" ]; then
        compose_run ps
        [ "$(compose_run ps --quiet --status running | wc -l)" -ge "$(wanted | wc -l)" ]
        return
    fi
    say_status postgres PostgreSQL "127.0.0.1:$POSTGRES_PORT" postgres "$(postgres_status 2>/dev/null)"
    say_status mongo DocumentDB "127.0.0.1:$DOCUMENTDB_PORT" documentdb "$(documentdb_status)"
    say_status mongo 'MongoDB gateway' "$(mongo_url)" gateway 'in front of DocumentDB'
    say_status redis Redis "127.0.0.1:$REDIS_PORT" redis "$(redis_status 2>/dev/null)"
    echo "folder: $MOV_SERVICES_DIR"
    [ ! -e "$MOV_SERVICES_DIR/env" ] || cat "$MOV_SERVICES_DIR/env"
    [ "$all_running" = yes ]
}

# say_status SERVER NAME ADDRESS PART VERSION: PART has its commands PART_pid and PART_answers.
say_status() {
    local state='not running' pid
    if pid=$("$4_pid"); then
        "$4_answers" >/dev/null 2>&1 && state="running ($pid)" || state="not answering ($pid)"
    fi
    [[ $state == running* ]] || ! wanted | grep -qx "$1" || all_running=no
    printf '%-16s %-28s %-22s %s\n' "$2" "$3" "$state" "${5:-not installed}"
}

case ${1:-} in
    up | down | status) "$1" ;;
    crash) crash "${2:-}" ;;
    *) usage ;;
esac
