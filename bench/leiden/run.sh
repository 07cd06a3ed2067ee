#!/usr/bin/env bash
# Leiden on the shared-neighbour graph of simulated cells beside igraph and leidenalg: time, and the RB quality of every labelling by one formula.
# usage: bench/leiden/run.sh [cells] [runs of igraph] [runs of leidenalg] [resolutions] [drawn]
# "drawn" takes points drawn like an embedding in place of the cells' counts (1,000,000 cells do not fit the memory of a small machine).
set -eu
cd "$(dirname "$0")/../.."
cells=${1:-100000} igraph=${2:-5} leidenalg=${3:-5} resolutions=${4:-0.2,0.5,0.8,1.2} drawn=${5:-}
if ! /usr/bin/python3 -c 'import igraph, leidenalg, numpy' 2>/dev/null; then
    echo "installing python3-igraph python3-leidenalg python3-numpy" >&2
    apt-get install -y -qq python3-igraph python3-leidenalg python3-numpy >&2
fi
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
dotnet build bench/GpuCqa.Bench -c Release -v q --nologo >&2
bench="dotnet bench/GpuCqa.Bench/bin/Release/net10.0/GpuCqa.Bench.dll"
uptime
$bench graph --cells "$cells" ${drawn:+--drawn 1} --out "$work/graph.bin"
$bench leiden --graph "$work/graph.bin" --resolutions "$resolutions" --write "$work/ours"
/usr/bin/python3 bench/leiden/peers.py "$work/graph.bin" "$igraph" "$leidenalg" "$resolutions" "$work/ours"
# Once more after the peers: the load of a shared machine drifts.
$bench leiden --graph "$work/graph.bin" --resolutions "$resolutions" --repeat 3 --seed 2
uptime
