#!/usr/bin/env bash
# same_bytes.sh COHORT FOLDER: discovers twice, with 1 and with 2 threads, and compares every file but provenance.json.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
for threads in 1 2; do
  "$root/gpucqa" discover "$1" --readout vegf_ischemia --threads "$threads" --quiet --out "$2/threads$threads"
done
diff -rq --exclude=provenance.json "$2/threads1" "$2/threads2"
[ "$(find "$2/threads1" -type f | wc -l)" -ge 8 ]
