#!/usr/bin/env bash
# Installs the pinned Azurite into artifacts/azurite of the repository; does nothing when it is there already.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=$(cd "$here/../.." && pwd)/artifacts/azurite

for tool in node npm; do
  if ! command -v "$tool" >/dev/null; then
    echo "azurite: $tool is missing; install Node.js 20 or newer" >&2
    exit 1
  fi
done

mkdir -p "$target"
cp "$here/stop-with-parent.cjs" "$target/"
version=$(node -p "require('$here/package.json').dependencies.azurite")

# The copy of the lock file is made last: it says that the installation was finished, and of what.
if cmp -s "$here/package-lock.json" "$target/installed.json"; then
  echo "azurite: $version is installed"
  exit 0
fi

rm -f "$target/installed.json"
cp "$here/package.json" "$here/package-lock.json" "$target/"
if ! (cd "$target" && npm ci --no-audit --no-fund --loglevel=error >install.log 2>&1); then
  echo "azurite: npm ci failed: $(grep -m1 -i error "$target/install.log" || echo "see $target/install.log")" >&2
  exit 1
fi

cp "$here/package-lock.json" "$target/installed.json"
echo "azurite: $version installed"
