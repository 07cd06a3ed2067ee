#!/usr/bin/env bash
# Writes simulated cohorts of growing size: cells per second, processor time, peak memory, bytes on disk. run.sh [genes] [format] [cells]...
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
genes=${1:-20000} format=${2:-tenx}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- 10000 100000 1000000
work=$(mktemp -d "${TMPDIR:-/tmp}/simulate.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$root/gpucqa" devices > /dev/null
printf '| cells | genes | format | seconds | cells per second | processor seconds | peak memory, MB | on disk, MB | load before |\n|---|---|---|---|---|---|---|---|---|\n'
for cells in "$@"; do
  load=$(cut -d' ' -f1 /proc/loadavg)
  start=$(date +%s.%N)
  "$root/gpucqa" simulate --preset scale --cells "$cells" --genes "$genes" --format "$format" --out "$work/cohort" --quiet &
  job=$!
  peak=0 ticks=0
  # The launcher replaces itself by the program, so its process is the program's. VmHWM is the peak so far.
  while kill -0 $job 2> /dev/null; do
    now=$(awk '/VmHWM/ { print $2 }' "/proc/$job/status" 2> /dev/null || echo 0)
    [ "${now:-0}" -gt "$peak" ] && peak=$now
    used=$(awk '{ print $14 + $15 }' "/proc/$job/stat" 2> /dev/null || echo 0)
    [ "${used:-0}" -gt "$ticks" ] && ticks=$used
    sleep 0.2
  done
  wait $job
  end=$(date +%s.%N)
  disk=$(du -sm "$work/cohort" | cut -f1)
  awk -v c="$cells" -v g="$genes" -v f="$format" -v s="$start" -v e="$end" -v t="$ticks" -v hz="$(getconf CLK_TCK)" -v p="$peak" -v d="$disk" -v l="$load" \
    'BEGIN { printf "| %d | %d | %s | %.1f | %.0f | %.1f | %.0f | %d | %s |\n", c, g, f, e - s, c / (e - s), t / hz, p / 1024, d, l }'
  rm -rf "$work/cohort"
done
