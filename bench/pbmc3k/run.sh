#!/usr/bin/env bash
# From the files of one 10x sample to clusters, markers and UMAP: GpuCqa beside Seurat, in turn, on this machine.
# run.sh [10x folder] [repetitions]; Seurat is Debian's r-cran-seurat and is left out when Rscript lacks it.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
sample=${1:-$root/../shared/data/pbmc3k_mtx/filtered_gene_bc_matrices/hg19}
repeat=${2:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$root/bench/GpuCqa.Bench" -c Release -v q --nologo > /dev/null
for i in $(seq "$repeat"); do
  for algorithm in leiden louvain; do
    dotnet "$root/bench/GpuCqa.Bench/bin/Release/net10.0/GpuCqa.Bench.dll" populations --path "$sample" --algorithm $algorithm --write "$work/gpucqa-$algorithm.$i.csv"
  done
  if Rscript -e 'quit(status = !requireNamespace("Seurat", quietly = TRUE))' > /dev/null 2>&1; then
    Rscript "$here/seurat.R" "$sample" "$work/seurat.$i.csv" > /dev/null 2>&1
  fi
done
/usr/bin/python3 "$here/report.py" "$work" "$(git -C "$root" rev-parse --short HEAD)" > "$here/RESULTS.md"
cat "$here/RESULTS.md"
