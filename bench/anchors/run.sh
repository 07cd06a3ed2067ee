#!/usr/bin/env bash
# Label transfer by anchors: GpuCqa beside Seurat's FindTransferAnchors + TransferData on the same matrices, in one run on this machine.
# run.sh [10x folder of pbmc3k]; Seurat is Debian's r-cran-seurat.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
sample=${1:-$root/../shared/data/pbmc3k_mtx/filtered_gene_bc_matrices/hg19}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$root/bench/GpuCqa.Bench" -c Release -v q --nologo > /dev/null
Rscript "$here/seurat.R" "$sample" "$work"
for filter in 0 200; do
  dotnet "$root/bench/GpuCqa.Bench/bin/Release/net10.0/GpuCqa.Bench.dll" anchors --read "$work" --filter $filter --steps 1
  dotnet "$root/bench/GpuCqa.Bench/bin/Release/net10.0/GpuCqa.Bench.dll" anchors --read "$work" --filter $filter --cold 1
done
echo "load average $(cut -d' ' -f1 /proc/loadavg), commit $(git -C "$root" rev-parse --short HEAD)"
