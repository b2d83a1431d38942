# Counts of test results, read from the TRX file that each test project leaves.

# counter REPORT NAME: one of <Counters total= executed= passed= failed= …/>.
counter() { grep -o '<Counters [^>]*' "$1" | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*'; }

# count_results PROJECT REPORT OUTPUT EXIT_CODE SECONDS: adds to passed, failed and skipped, says so, and adds what failed
# to failures.txt beside the report.
count_results() {
    local project=$1 report=$2 output=$3 code=$4 seconds=$5 failures=${2%/*}/failures.txt total executed well
    if [ ! -s "$report" ] || ! total=$(counter "$report" total) || ! executed=$(counter "$report" executed) || ! well=$(counter "$report" passed); then
        failed=$((failed + 1))
        say "  $project left no results (exit code $code): counted as 1 failed"
        { echo "$project left no results; its output ends:" && tail -n 40 "$output"; } >>"$failures"
        return
    fi

    local lost=$((executed - well)) absent=$((total - executed))
    # A project without tests is no failure by itself (all of them together are: see test.sh); anything else is.
    if [ "$code" -ne 0 ] && [ "$lost" -eq 0 ] && [ "$total" -gt 0 ]; then
        lost=1
        say "  $project ended with exit code $code"
    fi
    [ "$lost" -eq 0 ] || grep -F -A 15 '[FAIL]' "$output" | cut -c 1-500 | head -n 200 >>"$failures"
    passed=$((passed + well))
    failed=$((failed + lost))
    skipped=$((skipped + absent))
    say "  $well passed, $lost failed, $absent skipped in $seconds s"
    [ "$absent" -eq 0 ] || grep -F -A 1 '[SKIP]' "$output" | head -n 20 >&2
}
