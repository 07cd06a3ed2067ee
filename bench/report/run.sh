#!/usr/bin/env bash
# The report of a million cells: size, time to open, frames a second while panning, in headless Chromium with WebGL in software.
# usage: bench/report/run.sh [cells]     needs node, npm and chromium
set -eu
cd "$(dirname "$0")/../.."
cells=${1:-1000000}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
[ -d tests/peers/report/node_modules/playwright-core ] || (cd tests/peers/report && npm ci --silent --no-audit --no-fund --ignore-scripts)
dotnet build bench/GpuCqa.Bench -c Release -v q --nologo >&2
uptime > "$work/load_before"
dotnet bench/GpuCqa.Bench/bin/Release/net10.0/GpuCqa.Bench.dll report --cells "$cells" --out "$work/result" | tee "$work/made" >&2
node bench/report/measure.mjs "$work/result" | tee "$work/measured.json" >&2
uptime > "$work/load_after"
node bench/report/results.mjs "$work" "$(git rev-parse --short HEAD)" > bench/report/RESULTS.md
cat bench/report/RESULTS.md
