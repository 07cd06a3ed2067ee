#!/usr/bin/env bash
# The plan of `discover --dry-run` beside the measured peak, with the counts in memory and in scratch files, and whether both give the same bytes. memory.sh [cells...]
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/gpucqa" devices > /dev/null
field() { /usr/bin/python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }

# Peak bytes of a run: VmHWM is the peak so far, and the launcher replaces itself by the program.
measured() {
  "$root/gpucqa" discover "$work/cohort/cohort.csv" --readout vegf_ischemia --device cpu --quiet "$@" &
  local job=$! peak=0 now
  while kill -0 $job 2> /dev/null; do
    now=$(awk '/VmHWM/ { print $2 }' "/proc/$job/status" 2> /dev/null || true)
    [ "${now:-0}" -gt "$peak" ] && peak=$now
    sleep 0.1
  done
  wait $job
  echo $((peak * 1024))
}

printf '| cells | counts | plan, MB | measured, MB | plan / measured | seconds |\n|---|---|---|---|---|---|\n'
for cells in "${@:-10000}"; do
  rm -rf "$work"/*
  "$root/gpucqa" simulate --preset scale --cells "$cells" --genes 20000 --out "$work/cohort" --quiet
  "$root/gpucqa" discover "$work/cohort/cohort.csv" --readout vegf_ischemia --device cpu --dry-run --json --memory 1000G > "$work/plan.json"
  whole=$(field host_peak_bytes < "$work/plan.json") packed=$(field counts_in_memory_bytes < "$work/plan.json")
  for limit in 1000G $((whole - packed * 9 / 10)); do
    plan=$("$root/gpucqa" discover "$work/cohort/cohort.csv" --readout vegf_ischemia --device cpu --dry-run --json --memory $limit | field host_peak_bytes)
    start=$(date +%s.%N)
    peak=$(measured --memory $limit --scratch "$work" --out "$work/$limit")
    end=$(date +%s.%N)
    awk -v c="$cells" -v w="$([ "$limit" = 1000G ] && echo memory || echo 'nine tenths in scratch')" -v p="$plan" -v m="$peak" -v s="$start" -v e="$end" 'BEGIN { printf "| %d | %s | %.0f | %.0f | %.2f | %.0f |\n", c, w, p / 1e6, m / 1e6, p / m, e - s }'
  done
  # provenance.json holds times.
  diff -rq "$work/1000G" "$work/$((whole - packed * 9 / 10))" | grep -v provenance.json | sed 's/^/DIFFERS: /' || true
  [ -z "$(find "$work" -maxdepth 1 -name 'gpucqa-scratch-*')" ] || echo "LEFT BEHIND: $(ls -d "$work"/gpucqa-scratch-*)"
done
