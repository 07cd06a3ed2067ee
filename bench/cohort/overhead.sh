#!/usr/bin/env bash
# overhead.sh FOLDER [CELLS [GENES [WORKERS]]]: discover in one process against the same plan in tasks on this machine (local, its plan and its finish included),
# one after the other in one run; processor time is that of all processes. Then the bytes are compared.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$1 cells=${2:-300000} genes=${3:-2000} workers=${4:-1}
mkdir -p "$folder"
[ -d "$folder/cohort" ] || "$root/gpucqa" simulate --preset scale --cells "$cells" --genes "$genes" --out "$folder/cohort" --quiet
rm -rf "$folder/one" "$folder/work" "$folder/many"
TIMEFORMAT="%R s, %U s + %S s of processor time"
echo "discover:"
time "$root/gpucqa" discover "$folder/cohort/cohort.csv" --readout vegf_ischemia --device cpu --quiet --out "$folder/one"
echo "cohort:"
time { "$root/gpucqa" cohort plan "$folder/cohort/cohort.csv" --readout vegf_ischemia --work "$folder/work" --quiet > /dev/null
  "$root/gpucqa" cohort submit --work "$folder/work" --workers "$workers" --device cpu --out "$folder/many"; }
du -sh "$folder/work"
diff -rq --exclude=provenance.json --exclude=report.html "$folder/one" "$folder/many"
cmp <(grep -v 'id="times"' "$folder/one/report.html") <(grep -v 'id="times"' "$folder/many/report.html")
echo "the same bytes"
