#!/usr/bin/env bash
# Leading eigenpairs of the Gram matrix of simulated cells beside LAPACK's dsyevr (scipy), in turns. run.sh [genes] [leading] [rounds]
# Needs Debian's python3-scipy; libopenblas0-pthread is taken where it is installed, or from the folder in OPENBLAS.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
genes=${1:-2000} leading=${2:-50} rounds=${3:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$root/bench/GpuCqa.Bench" -c Release -v q --nologo > /dev/null
bench=$root/bench/GpuCqa.Bench/bin/Release/net10.0/GpuCqa.Bench.dll
[ -z "${OPENBLAS:-}" ] || export LD_LIBRARY_PATH=$OPENBLAS
dotnet "$bench" eigen --genes "$genes" --leading "$leading" --write "$work/gram" > /dev/null
before=$(uptime)
for _ in $(seq "$rounds"); do
  for width in 512 256; do dotnet "$bench" eigen --genes "$genes" --leading "$leading" --width $width --read "$work/gram" | sed "s/^/GpuCqa at $width bits: /" >> "$work/ours"; done
  /usr/bin/python3 "$here/peer.py" "$work/gram" "$genes" "$leading" >> "$work/peer"
done
# One thread each: what a program needs without waiting for its other thread, the fairest figure on a loaded machine.
dotnet "$bench" eigen --genes "$genes" --leading "$leading" --threads 1 --read "$work/gram" | sed "s/^/GpuCqa, one thread: /" >> "$work/ours"
OPENBLAS_NUM_THREADS=1 /usr/bin/python3 "$here/peer.py" "$work/gram" "$genes" "$leading" | sed "s/^/one thread: /" >> "$work/peer"
{
  echo "# Leading eigenpairs"
  echo
  echo "\`bench/eigen/run.sh $genes $leading $rounds\` at commit $(git -C "$root" rev-parse --short HEAD), in turns on one machine, the same matrix: Gram matrix of 2,700 drawn cells with 20 factors."
  echo
  echo "Machine: $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores. Load before: \`$before\`; after: \`$(uptime)\`. On a loaded machine the processor seconds are what to compare, those with one thread above all."
  echo
  sed 's/^/- /' "$work/ours" "$work/peer"
} > "$here/RESULTS.md"
cat "$here/RESULTS.md"
