#!/usr/bin/env bash
# Publishes the Functions app as it was built for the tests, and looks whether the folder holds what the Functions host reads.
set -euo pipefail
cd "$(dirname "$0")/../.."
# What test.sh takes for "skipped", with the reason as the last line.
readonly skipped=77

out=artifacts/publish-check
rm -rf "$out"
if [[ $(cat artifacts/obj/functions-sdk.txt 2>/dev/null) == reference ]]; then
  if dotnet publish src/Kadende.Functions -c Debug --no-build -o "$out" -v quiet; then
    echo "check-publish.sh: the app was published although it was built against declared signatures" >&2
    exit 1
  fi
  echo "the package sources lack the Functions SDK; publishing is refused, as meant"
  exit "$skipped"
fi
dotnet publish src/Kadende.Functions -c Debug --no-build -o "$out" -v quiet

faults=0
fault() {
  echo "check-publish.sh: $*" >&2
  faults=1
}

for file in host.json worker.config.json extensions.json functions.metadata Kadende.Functions.dll \
  .azurefunctions/Microsoft.Azure.WebJobs.Extensions.DurableTask.dll; do
  [[ -s $out/$file ]] || fault "$file is missing"
done
cmp -s host.json "$out/host.json" || fault "host.json is another than the repository's"
[[ ! -e $out/local.settings.json ]] || fault "local.settings.json must not leave this machine"
grep -q '"defaultWorkerPath": "Kadende.Functions.dll"' "$out/worker.config.json" || fault "worker.config.json starts another program"
grep -q '"name": "DurableTask"' "$out/extensions.json" || fault "extensions.json lacks the Durable extension"

written=$(grep -rh '^ *\[Function(' src/Kadende.Functions --include='*.cs' | wc -l)
listed=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).length' "$out/functions.metadata")
[[ $listed == "$written" ]] || fault "functions.metadata lists $listed functions; the source has $written"
for trigger in httpTrigger timerTrigger orchestrationTrigger activityTrigger durableClient; do
  grep -q "\"type\": \"$trigger\"" "$out/functions.metadata" || fault "functions.metadata has no $trigger"
done
exit "$faults"
