#!/usr/bin/env bash
# Sets up what the tests need and runs them all: format, build, every test project, the published Functions app, and the
# deployment's Bicep.
# Closes with "N passed, N failed, N skipped"; what failed and what was skipped stands above it, with the reason.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

log=artifacts/test
mkdir -p "$log"
rm -f "$log"/*
longest=20m
passed=0 failed=0 skipped=0
failures=() skips=()

say() { printf '\n== %s\n' "$*"; }

# step NAME COMMAND…: one check that passes or fails as a whole, or is skipped: it says why in its last line and ends with 77.
step() {
    local name=$1
    shift
    local status=0
    say "$name"
    "$@" >"$log/step.log" 2>&1 || status=$?
    if [[ $status == 0 ]]; then
        passed=$((passed + 1))
        return 0
    fi
    if [[ $status == 77 ]]; then
        skipped=$((skipped + 1))
        skips+=("$name: $(tail -n 1 "$log/step.log")")
        return 0
    fi
    failed=$((failed + 1))
    failures+=("$name")
    cat "$log/step.log"
    return 1
}

# suite PROJECT: runs one test project and adds up what its runner reports. One that hangs is ended, and has failed.
suite() {
    local project=$1 out="$log/$1.log" status=0 total errors fails skips_here
    say "$project"
    timeout -k 10 "$longest" dotnet exec "artifacts/bin/$project/debug/$project.dll" -noLogo -noColor -maxThreads 4 >"$out" 2>&1 || status=$?
    grep -E '\[(FAIL|SKIP)\]' -A 12 "$out" | sed 's/^/  /'
    read -r total errors fails skips_here < <(
        sed -nE 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+).*/\1 \2 \3 \4/p' "$out" | tail -n 1
    )
    if [[ -z ${total:-} || $total == 0 ]]; then
        tail -n 30 "$out"
        failed=$((failed + 1))
        failures+=("$project told of no test (exit code $status; 124: it did not end within $longest)")
        return
    fi
    grep -E 'Total: ' "$out" | tail -n 1
    failed=$((failed + fails + errors))
    skipped=$((skipped + skips_here))
    passed=$((passed + total - fails - skips_here))
    while IFS= read -r line; do failures+=("$line"); done < <(sed -nE 's/^ *(.*) \[FAIL\].*/\1/p' "$out")
    while IFS= read -r line; do skips+=("$line"); done < <(
        sed -nE '/\[SKIP\]/{s/^ *(.*) \[SKIP\].*/\1/;N;s/\n */: /;p}' "$out"
    )
    if [[ $status != 0 && $fails == 0 && $errors == 0 ]]; then
        failed=$((failed + 1))
        failures+=("$project ended with exit code $status")
    fi
}

step "Tools" dotnet tool restore
step "Azurite" bash eng/azurite/install.sh
step "Servers for tests" bash eng/debian/install.sh
step "Format" dotnet csharpier check .
if step "Restore, by the lock files" dotnet restore Kadende.Functions.sln --locked-mode &&
    step "Build without a warning" dotnet build Kadende.Functions.sln --no-restore -v quiet -warnaserror -warnnotaserror:NU1603; then
    for project in tests/*.Tests; do
        suite "$(basename "$project")"
    done
    step "Published Functions app" bash eng/functions/check-publish.sh
fi
step "Bicep" bash eng/bicep/check.sh

say "Summary"
for line in "${skips[@]+"${skips[@]}"}"; do echo "skipped: $line"; done
for line in "${failures[@]+"${failures[@]}"}"; do echo "failed: $line"; done
echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed == 0 ]]
