#!/usr/bin/env bash
# Wilcoxon markers, one group against the rest: this commit beside an earlier one in the same run, and scipy's mannwhitneyu on a sample of the genes.
# run.sh [commit before: 543002d]; scipy is Debian's python3-scipy.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
before=${1:-543002d}
work=$(mktemp -d)
trap 'git -C "$root" worktree remove --force "$work/before" 2> /dev/null || true; rm -rf "$work"' EXIT
git -C "$root" worktree add --detach "$work/before" "$before" > /dev/null 2>&1
# The measurement is the same source in both.
cp "$root/bench/GpuCqa.Bench/Commands/MarkersCommand.cs" "$work/before/bench/GpuCqa.Bench/Commands/"
cp "$root/bench/GpuCqa.Bench/Program.cs" "$work/before/bench/GpuCqa.Bench/"
for of in "$work/before" "$root"; do dotnet build "$of/bench/GpuCqa.Bench" -c Release -v q --nologo > /dev/null; done
bench() { dotnet "$1/bench/GpuCqa.Bench/bin/Release/net10.0/GpuCqa.Bench.dll" markers "${@:2}"; }
echo "$(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores; before is $before, now is $(git -C "$root" rev-parse --short HEAD); load average $(cut -d' ' -f1 /proc/loadavg) at the start"
for groups in 100 8,12,17,25; do
  for round in 1 2; do
    for of in before now; do
      at=$root; [ $of = before ] && at=$work/before
      echo "$of: $(bench "$at" --cells 50000 --genes 8000 --groups $groups --repeat 2 --write "$work/$of-$groups.csv")"
    done
  done
  python3 "$here/compare.py" "$work/before-$groups.csv" "$work/now-$groups.csv"
done
bench "$root" --cells 50000 --genes 8000 --groups 100 --filter none --repeat 1 --write "$work/all.csv" --write-counts "$work/counts"
/usr/bin/python3 "$here/scipy_peer.py" "$work/counts" "$work/all.csv" 8000 20
echo "load average $(cut -d' ' -f1 /proc/loadavg) at the end"
