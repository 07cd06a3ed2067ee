#!/usr/bin/env bash
# labels.sh [cells] [genes] [--calls 300]: labels of new cells over gRPC by a loaded reference of simulated cells (100,000 cells, 2,000 genes), one client: median and p99 of calls of 1, 100 and 1,000 cells.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cells=${1:-100000} genes=${2:-2000}
shift $(($# < 2 ? $# : 2))
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$root/bench/GpuCqa.ServiceBench" -c Release -v q --nologo > /dev/null
"$root/gpucqa" simulate --preset scale --cells "$cells" --genes "$genes" --out "$work/train" --quiet
"$root/gpucqa" discover "$work/train/cohort.csv" --readout vegf_ischemia --out "$work/result" --quiet
"$root/gpucqa" simulate --preset scale --cells "$((cells / 5))" --genes "$genes" --seed 77 --out "$work/new" --quiet
dotnet "$root/bench/GpuCqa.ServiceBench/bin/Release/net10.0/GpuCqa.ServiceBench.dll" labels --reference "$work/result/reference" --lot "$(ls -d "$work"/new/lots/* | head -1)" "$@"
