#!/usr/bin/env bash
# Builds MOV and runs its tests.
#
#   ./test.sh                  everything but soaks and screenshots, on SQLite and on the servers of ./services.sh
#   ./test.sh PROJECT...       only these test projects; short names do: Auth, Web, EndToEnd
#   ./test.sh soak             the long storms and soaks (trait Category=Soak)
#   ./test.sh screenshots      renews the screenshots (trait Category=Screenshots)
#
# A project that hangs is ended after MOV_TEST_TIME_LIMIT seconds (default 1500; 5400 for a soak) and counts as failed.
# The last line is 'N passed, N failed, N skipped', counted from the result files in artifacts/test-results. A test
# project that leaves no result file counts as one failure, and so do a build, a format check or a server that fails.
# What failed stands just above it, and in failures.txt beside the result files; the whole output of a project is there too.
# On Debian as root it installs what is missing, the .NET SDK aside, and stops the servers that it started.
set -uo pipefail

REPOSITORY=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$REPOSITORY" || exit 1
MOV_SERVICES_DIR=${MOV_SERVICES_DIR:-/var/tmp/mov-services}
. tests/services/output.sh
. tests/services/packages.sh
. tests/services/results.sh

CONFIGURATION=Release
RESULTS=$REPOSITORY/artifacts/test-results
CANNOT_RUN_HERE=3
TIME_LIMIT=${MOV_TEST_TIME_LIMIT:-1500}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

passed=0
failed=0
skipped=0
services_are_ours=no
running=

main() {
    local started=$SECONDS
    choose "$@" || exit 2
    command -v dotnet >/dev/null || { say "error: the .NET SDK $(sdk_version) is missing: install it (https://dot.net/download) and put dotnet on the PATH"; exit 1; }
    trap finish EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    mkdir -p "$MOV_SERVICES_DIR" "$RESULTS"
    rm -f "$RESULTS"/*.trx "$RESULTS"/failures.txt

    get_browser
    build || return
    [ "$MODE" != everything ] || check_format
    start_services
    local project
    for project in "${PROJECTS[@]}"; do run_project "$project"; done
    [ $((passed + failed + skipped)) -gt 0 ] || failed=1
    say "all of it took $((SECONDS - started)) s"
}

# choose ARGUMENT...: what to run, as MODE, PROJECTS and FILTER.
choose() {
    MODE=everything
    FILTER=(-trait- Category=Soak -trait- Category=Screenshots)
    mapfile -t PROJECTS < <(all_projects)
    case ${1:-} in
        -*)
            sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
            return 2
            ;;
        soak)
            MODE=soak
            TIME_LIMIT=${MOV_TEST_TIME_LIMIT:-5400}
            FILTER=(-trait Category=Soak)
            export MOV_TEST_SOAK=1
            ;;
        screenshots)
            MODE=screenshots
            FILTER=(-trait Category=Screenshots)
            PROJECTS=(Mov.EndToEnd.Tests)
            export MOV_TEST_SCREENSHOTS=1
            ;;
        ?*)
            MODE=chosen
            choose_projects "$@"
            ;;
    esac
}

all_projects() { find tests -mindepth 1 -maxdepth 1 -type d -name '*.Tests' -printf '%f\n' | sort; }

choose_projects() {
    local name project
    PROJECTS=()
    for name in "$@"; do
        project=$(all_projects | grep -ixE "(Mov\.)?(Modules\.)?${name//./\\.}(\.Tests)?") ||
            { say "error: no test project is called $name; there are: $(all_projects | tr '\n' ' ')"; return 2; }
        PROJECTS+=("$project")
    done
}

sdk_version() { sed -n 's/.*"version": *"\([0-9.]*\)".*/\1/p' global.json; }

# Browser tests skip, with a reason, where there is no Chromium.
get_browser() {
    [ -z "${MOV_TEST_CHROMIUM:-}" ] || return 0
    command -v chromium >/dev/null || ! can_install_packages || install_packages chromium fonts-liberation || failed=$((failed + 1))
    MOV_TEST_CHROMIUM=$(command -v chromium || command -v google-chrome || true)
    [ -z "$MOV_TEST_CHROMIUM" ] || export MOV_TEST_CHROMIUM
}

build() {
    step "building ($CONFIGURATION)"
    local log=$RESULTS/build.log
    : >"$log"
    if [ "$MODE" = chosen ]; then
        local project
        for project in "${PROJECTS[@]}"; do
            quietly "$log" dotnet build "tests/$project" -c "$CONFIGURATION" || { failed=$((failed + 1)); return 1; }
        done
    else
        quietly "$log" dotnet build Mov.sln -c "$CONFIGURATION" || { failed=$((failed + 1)); return 1; }
    fi
}

check_format() {
    step "checking the format"
    local log=$RESULTS/format.log
    : >"$log"
    quietly "$log" dotnet format Mov.sln --verify-no-changes --no-restore || failed=$((failed + 1))
}

start_services() {
    local code=0
    ./services.sh status >/dev/null 2>&1 || services_are_ours=yes
    ./services.sh up >/dev/null || code=$?
    case $code in
        0) ;;
        "$CANNOT_RUN_HERE") say "tests that need a server will be skipped" ;;
        *) failed=$((failed + 1)) ;;
    esac
    # shellcheck source=/dev/null
    [ ! -e "$MOV_SERVICES_DIR/env" ] || . "$MOV_SERVICES_DIR/env"
}

run_project() {
    local project=$1 started=$SECONDS code=0 report=$RESULTS/$1.trx output=$RESULTS/$1.log
    step "$project"
    # The program itself, not `dotnet test`: one process, which an interruption ends for certain, and what it started with it.
    timeout --kill-after=30 "$TIME_LIMIT" dotnet "tests/$project/bin/$CONFIGURATION/net10.0/$project.dll" -noColor -noLogo -noAutoReporters \
        -result-trx "$report" "${FILTER[@]}" >"$output" 2>&1 &
    running=$!
    wait "$running" || code=$?
    running=
    [ "$code" -ne 124 ] && [ "$code" -ne 137 ] || say "  $project did not end within $TIME_LIMIT s and was stopped"
    count_results "$project" "$report" "$output" "$code" $((SECONDS - started))
}

finish() {
    local code=$?
    trap - EXIT INT TERM
    [ -z "$running" ] || { kill "$running" 2>/dev/null && wait "$running" 2>/dev/null; }
    [ "$services_are_ours" = no ] || ./services.sh down
    [ "$code" -eq 0 ] && [ "$failed" -gt 0 ] && code=1
    [ "$code" -ne 0 ] && [ "$failed" -eq 0 ] && failed=1
    [ ! -s "$RESULTS/failures.txt" ] || cat "$RESULTS/failures.txt" >&2
    echo "$passed passed, $failed failed, $skipped skipped"
    exit "$code"
}

main "$@"
