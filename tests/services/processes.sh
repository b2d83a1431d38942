# Processes are known by the id in a file and by what they run: after a crash or a reboot the id may be another's.

# pid_of FILE PATTERN: prints the id when that process lives and its command line contains PATTERN.
pid_of() {
    local file=$1 pattern=$2 pid
    [ -s "$file" ] || return 1
    read -r pid <"$file"
    [ -r "/proc/$pid/cmdline" ] || return 1
    tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF -- "$pattern" || return 1
    printf '%s\n' "$pid"
}

# end_process PID SIGNAL: asks it to end and waits; after 20 s it is killed.
end_process() {
    local pid=$1 signal=$2 waited=0
    kill -s "$signal" "$pid" 2>/dev/null || return 0
    while kill -0 "$pid" 2>/dev/null; do
        waited=$((waited + 1))
        [ "$waited" -ne 200 ] || kill -s KILL "$pid" 2>/dev/null || true
        sleep 0.1
    done
}

# wait_for SECONDS WHAT COMMAND...: repeats the command until it succeeds.
wait_for() {
    local tries=$(($1 * 10)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || { fail "$what did not answer in time"; return 1; }
        sleep 0.1
    done
}

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# require_free_port PORT WHAT VARIABLE
require_free_port() {
    ! port_is_taken "$1" || fail "port $1, meant for $2, is in use by another program: set $3 to a free one"
}
