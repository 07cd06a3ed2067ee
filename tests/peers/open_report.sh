#!/usr/bin/env bash
# open_report.sh REPORT PNG: opens a report in headless Chromium; fails on a console error or when the page does not render.
set -eu
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
flags=(--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-quic --user-data-dir="$profile" --virtual-time-budget=8000)
file="file://$(realpath "$1")"
chromium "${flags[@]}" --enable-logging=stderr --v=0 --dump-dom "$file" > "$profile/dom" 2> "$profile/log"
if grep -E 'CONSOLE.*(Error|Uncaught|Failed|Refused)' "$profile/log"; then exit 1; fi
grep -q '</html>' "$profile/dom"
grep -qi 'p(cluster' "$profile/dom"
chromium "${flags[@]}" --window-size=1440,2400 --screenshot="$2" "$file" > /dev/null 2>&1
[ "$(stat -c %s "$2")" -gt 20000 ]
