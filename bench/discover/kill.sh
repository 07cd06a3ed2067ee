#!/usr/bin/env bash
# `discover` killed (SIGKILL) at random moments of its measured duration and gone on with: the same bytes, nothing left behind. kill.sh [kills] [cells] [genes] [seed]
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
kills=${1:-10} cells=${2:-10000} genes=${3:-2000} seed=${4:-$RANDOM}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/gpucqa" devices > /dev/null
"$root/gpucqa" simulate --preset scale --cells "$cells" --genes "$genes" --out "$work/cohort" --quiet
discover() { "$root/gpucqa" discover "$work/cohort/cohort.csv" --readout vegf_ischemia --device cpu --scratch "$work/scratch" "$@"; }
seconds() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", b - a }'; }

start=$(date +%s.%N)
discover --out "$work/whole" 2> /dev/null
whole=$(seconds "$start" "$(date +%s.%N)")
start=$(date +%s.%N)
discover --out "$work/kept" --keep-steps always 2> /dev/null
kept=$(seconds "$start" "$(date +%s.%N)")
echo "seed $seed; $cells cells x $genes genes; a whole run $whole s, with all steps kept $kept s"
echo
printf '| kill | after, s | steps kept | their MB | resumed run, s | same bytes | left behind |\n|---|---|---|---|---|---|---|\n'
RANDOM=$seed
failed=0
for kill in $(seq "$kills"); do
  moment=$(awk -v w="$whole" -v r="$RANDOM" 'BEGIN { printf "%.2f", w * r / 32768 }')
  # The launcher replaces itself by the program, so its process is the program's.
  "$root/gpucqa" discover "$work/cohort/cohort.csv" --readout vegf_ischemia --device cpu --scratch "$work/scratch" --out "$work/resumed" --resume 2> /dev/null &
  job=$!
  sleep "$moment"
  { kill -KILL $job && wait $job; } 2> /dev/null || true
  steps=$(find "$work/scratch" -type f -path '*gpucqa-steps-*/*' ! -name '*.part' | wc -l)
  bytes=$(find "$work/scratch" -type f -path '*gpucqa-steps-*/*' ! -name '*.part' -printf '%s\n' | awk '{ s += $1 } END { printf "%.1f", s / 1e6 }')
  start=$(date +%s.%N)
  [ -d "$work/resumed" ] || discover --out "$work/resumed" --resume 2> "$work/said"
  took=$(seconds "$start" "$(date +%s.%N)")
  # provenance.json holds times, and so does one line of the report.
  same=yes
  diff -rq -x provenance.json -x report.html "$work/whole" "$work/resumed" > "$work/differs" || same=NO
  diff <(grep -v 'id="times"' "$work/whole/report.html") <(grep -v 'id="times"' "$work/resumed/report.html") > /dev/null || same=NO
  left=$(find "$work/scratch" -mindepth 1 | wc -l)
  echo "| $kill | $moment | $steps | $bytes | $took | $same | $left |"
  { [ "$same" = yes ] && [ "$left" = 0 ]; } || failed=1
  rm -rf "$work/resumed"
done
exit $failed
