#!/usr/bin/env bash
# run.sh RESULT: checks a result folder's report in headless Chromium as a reader would use it. Needs node, npm and chromium.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ -d "$here/node_modules/playwright-core" ] || (cd "$here" && npm ci --silent --no-audit --no-fund --ignore-scripts)
GPUCQA_RESULT=$1 exec node --test --test-reporter=spec --test-concurrency=1 "$here/report.test.mjs"
