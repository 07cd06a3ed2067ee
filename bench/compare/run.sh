#!/usr/bin/env bash
# The untargeted scan of 8 v 8 lots x 5,000 cells x 50 dimensions, and the energy distances of the same points by scipy's cdist, in one run. Needs Debian's python3-scipy.
set -euo pipefail
cd "$(dirname "$0")/../.."
side=${1:-8} cells=${2:-5000} dims=${3:-50}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet run -c Release --project bench/validation -- compare --time 1 --threads 2 --lots "$side" --cells "$cells" --dimensions "$dims" --points "$work/points.f32"
/usr/bin/python3 bench/compare/cdist.py "$work/points.f32" "$side" "$cells" "$dims"
