#!/usr/bin/env bash
# Builds the extensions for editors, tests them against the laws, and packs them.
# Without node and npm, or where their packages cannot be had, it says so and leaves it at that.
set -euo pipefail
cd "$(dirname "$0")/vscode"

skip() { echo "the extension for VS Code is not tested: $*"; exit 0; }

command -v node >/dev/null && command -v npm >/dev/null || skip "node and npm are not here"
[ "$(node -p 'Number(process.versions.node.split(".")[0])')" -ge 20 ] || skip "node is older than 20"

# The program that the tests ask.
if [ -z "${SOLON:-}" ]; then
  (cd ../.. && cargo build --locked --quiet)
  export SOLON="$PWD/../../target/debug/solon"
fi

if ! npm ci --no-progress >npm.log 2>&1; then
  cat npm.log
  rm -f npm.log
  # A lock that does not fit is our mistake; a registry that cannot be reached is not.
  npm ping >/dev/null 2>&1 || skip "the registry of npm is not reached"
  exit 1
fi
rm -f npm.log
npm test
npm run package
