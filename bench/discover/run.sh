#!/usr/bin/env bash
# The whole of `discover` on a simulated cohort: seconds per step and peak memory; and PCA alone. run.sh [cells] [genes]
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cells=${1:-100000} genes=${2:-2000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$root/bench/GpuCqa.Bench" -c Release -v q --nologo > /dev/null
"$root/gpucqa" devices > /dev/null
"$root/gpucqa" simulate --preset scale --cells "$cells" --genes "$genes" --out "$work/cohort" --quiet
entries=0
for matrix in "$work"/cohort/lots/*/matrix.mtx.gz; do entries=$((entries + $(zcat "$matrix" | sed -n 3p | cut -d' ' -f3))); done
"$root/gpucqa" discover "$work/cohort/cohort.csv" --readout vegf_ischemia --out "$work/result" --quiet &
job=$!
peak=0
# The launcher replaces itself by the program, so its process is the program's. VmHWM is the peak so far.
while kill -0 $job 2> /dev/null; do
  now=$(awk '/VmHWM/ { print $2 }' "/proc/$job/status" 2> /dev/null || echo 0)
  [ "${now:-0}" -gt "$peak" ] && peak=$now
  sleep 0.2
done
wait $job
dotnet "$root/bench/GpuCqa.Bench/bin/Release/net10.0/GpuCqa.Bench.dll" pca --cells "$cells" --genes 2000 > "$work/pca.txt"
/usr/bin/python3 "$here/report.py" "$work" "$cells" "$genes" "$entries" "$peak" "$(git -C "$root" rev-parse --short HEAD)" > "$here/RESULTS-$cells-$genes.md"
cat "$here/RESULTS-$cells-$genes.md"
