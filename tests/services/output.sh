# How the scripts speak: progress on standard error, so that standard output stays for answers.

say() { printf '%s\n' "$*" >&2; }

step() { printf -- '– %s\n' "$*" >&2; }

fail() {
    printf 'error: %s\n' "$*" >&2
    return 1
}

# quietly LOG COMMAND...: runs it with its output in LOG; shows the end of LOG only when it fails.
quietly() {
    local log=$1
    shift
    if ! "$@" >>"$log" 2>&1 9>&-; then
        tail -n 25 "$log" >&2
        fail "'$*' failed; all of its output: $log"
    fi
}
