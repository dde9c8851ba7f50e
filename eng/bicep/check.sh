#!/usr/bin/env bash
# Compiles and lints infra-bicep with the pinned Bicep. Any output of Bicep is a fault: it ends with 0 on warnings too.
set -euo pipefail
cd "$(dirname "$0")/../.."
# What test.sh takes for "skipped", with the reason as the last line.
readonly skipped=77

if [[ "$(uname -sm)" != "Linux x86_64" ]]; then
  echo "the pinned Bicep runs on Linux x86_64 only, and this is $(uname -sm)"
  exit "$skipped"
fi

project=eng/bicep/Bicep.csproj
if ! log=$(dotnet restore "$project" -v:q -nologo 2>&1); then
  printf 'check.sh: the Bicep package cannot be restored\n%s\n' "$log" >&2
  exit 2
fi

package=$(dotnet msbuild "$project" -nologo -getProperty:NuGetPackageRoot)azure.bicep.commandline.linux-x64
version=$(sed -n 's/.*"Azure.Bicep.CommandLine.linux-x64" Version="\([^"]*\)".*/\1/p' Directory.Packages.props)
bicep=artifacts/bicep/bicep-$version
out=artifacts/bicep/out
mkdir -p "$out"
if [[ ! -x "$bicep" ]]; then
  cp "$package/$version/tools/bicep" "$bicep.new"
  chmod +x "$bicep.new"
  mv "$bicep.new" "$bicep"
fi

failed=0
check() {
  local said code=0
  said=$("$bicep" "$@" 2>&1) || code=$?
  if [[ -n "$said" || $code -ne 0 ]]; then
    printf 'bicep %s (exit code %s)\n%s\n' "$*" "$code" "$said"
    failed=1
  fi
}

# Modules are compiled, and linted, with what uses them.
check build infra-bicep/main.bicep --outfile "$out/main.json"
check lint infra-bicep/main.bicep
# The secret comes from the environment, as at a deployment.
export KADENDE_ADMIN_TOKEN=a-token-for-the-check-only-0123456789abcdef
for file in infra-bicep/*.bicepparam; do
  check build-params "$file" --outfile "$out/$(basename "$file" .bicepparam).parameters.json"
done

# What everything set comes to. Another outcome on purpose is put in place by the same command with --mode overwrite.
check snapshot eng/bicep/full.bicepparam --mode validate \
  --subscription-id 00000000-0000-0000-0000-000000000000 --resource-group kadende --location westeurope

exit "$failed"
