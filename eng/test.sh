#!/usr/bin/env bash
# Builds everything and runs every test; ends with the line "N passed, N failed, N skipped".
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
eng/setup.sh || exit 1
dotnet build GpuCqa.slnx -c Release --nologo -v q || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
log=$(mktemp)
status=0
for project in tests/*.Tests; do
  dotnet test "$project" -c Release --no-build --nologo "$@" 2>&1 | tee -a "$log" | grep -vE '^(Test run|VSTest|Starting test|A total of)|^$'
  [ "${PIPESTATUS[0]}" -eq 0 ] || status=1
done
sum() { grep -oE "$1: +[0-9]+" "$log" | grep -oE '[0-9]+$' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum Passed) failed=$(sum Failed) skipped=$(sum Skipped)
rm -f "$log"
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
