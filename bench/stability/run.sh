#!/usr/bin/env bash
# Stability of the clusters of a simulated cohort beside the plain discovery of the same cells: processor seconds, seconds of each, peak memory. run.sh [cells] [genes]
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cells=${1:-50000} genes=${2:-20000} gpucqa=${GPUCQA:-$root/gpucqa}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
$gpucqa devices > /dev/null
$gpucqa simulate --preset scale --cells "$cells" --genes "$genes" --out "$work/cohort" --quiet
$gpucqa discover "$work/cohort/cohort.csv" --readout vegf_ischemia --out "$work/none" --stability --dry-run | grep -i -E 'stability|memory|disk|peak' || true
for kind in plain stability; do
  option=$([ $kind = plain ] || echo --stability)
  before=$(cut -d' ' -f1 /proc/loadavg)
  # shellcheck disable=SC2086
  /usr/bin/time -v $gpucqa discover "$work/cohort/cohort.csv" --readout vegf_ischemia --out "$work/$kind" $option --quiet 2> "$work/$kind.txt"
  awk -v k=$kind -v l="$before" '/User time/ { u = $NF } /System time/ { s = $NF } /Elapsed/ { w = $NF } /Maximum resident/ { m = $NF / 1024 }
    END { printf "%s: %.0f processor seconds, %s wall, %.0f MB peak, load before %s\n", k, u + s, w, m, l }' "$work/$kind.txt"
done
/usr/bin/python3 - "$work/stability" << 'PY'
import collections, json, sys
parts = collections.Counter()
for step in json.load(open(sys.argv[1] + "/provenance.json"))["steps"]:
    name, seconds = list(step.values())[:2]
    part = "the rest" if not name.startswith("stability") else next((p for p in ("neighbours", "seeds", "subsamples", "without") if p in name))
    parts[part] += seconds
print("seconds of the stability run:", {k: round(v, 1) for k, v in parts.items()})
found = json.load(open(sys.argv[1] + "/summary.json"))
print({k: found["stability"][k] for k in ("seeds", "subsamples", "lots_left_out", "clusters", "unstable", "best_per_readout")})
PY
