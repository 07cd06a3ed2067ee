#!/usr/bin/env bash
# Exact k-NN side by side on the same points in one run: this engine, scikit-learn brute force, FAISS IndexFlatL2, and the bare float32 matrix product.
# usage: bench/knn/run.sh [cells] [dims] [k] [repetitions]      needs Debian's python3-sklearn, python3-faiss and libopenblas0-pthread
set -eu
cd "$(dirname "$0")/../.."
cells=${1:-50000} dims=${2:-50} k=${3:-15} repetitions=${4:-3}
python=/usr/bin/python3
if ! $python -c 'import sklearn, faiss' 2>/dev/null; then
    echo "installing python3-sklearn python3-faiss libopenblas0-pthread" >&2
    apt-get install -y -qq python3-sklearn python3-faiss libopenblas0-pthread >&2
fi
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
dotnet build bench/GpuCqa.Bench -c Release -v q --nologo >&2
uptime > "$work/load_before"
dotnet bench/GpuCqa.Bench/bin/Release/net10.0/GpuCqa.Bench.dll knn --cells "$cells" --dims "$dims" --k "$k" --seed 1 --repeat "$repetitions" \
    --write "$work/engine.i32" --write-points "$work/points.f32" | tee "$work/engine.txt" >&2
$python bench/knn/peers.py "$work" "$cells" "$dims" "$k" "$repetitions" | tee "$work/peers.txt" >&2
# The engine once more after the peers: the load of a shared machine drifts.
dotnet bench/GpuCqa.Bench/bin/Release/net10.0/GpuCqa.Bench.dll knn --cells "$cells" --dims "$dims" --k "$k" --seed 1 --repeat "$repetitions" | tee "$work/engine_again.txt" >&2
# One thread each: what the programs spend without waiting for one another, the fairest figure on a loaded machine.
{
    dotnet bench/GpuCqa.Bench/bin/Release/net10.0/GpuCqa.Bench.dll knn --cells "$cells" --dims "$dims" --k "$k" --seed 1 --repeat 2 --threads 1
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $python bench/knn/peers.py "$work" "$cells" "$dims" "$k" 1 | grep -v agreement
} | tee "$work/one_thread.txt" >&2
uptime > "$work/load_after"
$python bench/knn/report.py "$work" "$cells" "$dims" "$k" "$(git rev-parse --short HEAD)" > bench/knn/RESULTS.md
cat bench/knn/RESULTS.md
