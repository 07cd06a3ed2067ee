#!/usr/bin/env bash
# same_bytes.sh COHORT FOLDER: discovers twice, with 1 and with 2 threads, and compares every file but provenance.json; of report.html
# all lines but the one that tells the times of the run. Then makes the report again from the folder: every byte as before.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
for threads in 1 2; do
  "$root/gpucqa" discover "$1" --readout vegf_ischemia --threads "$threads" --quiet --out "$2/threads$threads"
done
diff -rq --exclude=provenance.json --exclude=report.html "$2/threads1" "$2/threads2"
for threads in 1 2; do grep -v 'id="times"' "$2/threads$threads/report.html" > "$2/report$threads"; done
cmp "$2/report1" "$2/report2"
[ "$(find "$2/threads1" -type f | wc -l)" -ge 30 ]
cp -r "$2/threads1" "$2/again"
"$root/gpucqa" report "$2/again" --quiet
diff -r "$2/threads1" "$2/again"
