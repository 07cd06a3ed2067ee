#!/usr/bin/env bash
# Checks, then times, the GPU engine on this machine: usage: run.sh [DEVICE] [RESULTS FOLDER]   (defaults: cuda:0, results)
# SCALE=small takes sizes that a CPU can do, to try the script; TESTS=no skips the conformance tests, PEERS=no the peers, PIPELINE=no the whole job and its shards.
# Also in a checkout, where gpucqa is built on the way and there are no conformance tests beside it: SCALE=tiny TESTS=no PEERS=no bench/gpu/run.sh cpu /tmp/results
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
device=${1:-cuda:0}
out=${2:-$here/results}
scale=${SCALE:-full}
mkdir -p "$out"
out=$(cd "$out" && pwd)
if [ -x "$here/dotnet/dotnet" ]; then
  export DOTNET_ROOT=$here/dotnet DOTNET_MULTILEVEL_LOOKUP=0
  dotnet=$here/dotnet/dotnet
else
  dotnet=dotnet
fi
export DOTNET_gcServer=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 GPUCQA_TEST_DEVICE=$device
# ILGPU, cuBLAS and cuSOLVER are looked up by name; Python's CUDA packages bring theirs in folders of their own.
libraries=$(python3 - 2>/dev/null <<'PY'
import glob, site, sysconfig
folders = set(site.getsitepackages() + [sysconfig.get_paths()["purelib"]])
print(":".join(sorted(p for f in folders for p in glob.glob(f + "/nvidia/**/lib", recursive=True))))
PY
)
export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:-}:$libraries:/usr/local/cuda/lib64"

if [ -e "$here/app/gpucqa.dll" ]; then gpucqa() { "$dotnet" "$here/app/gpucqa.dll" "$@"; }; else gpucqa() { "$here/../../gpucqa" "$@"; }; fi

echo "== devices"
nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>/dev/null
gpucqa devices --json > "$out/devices.json" && gpucqa devices || exit 1

failed=unknown
if [ "${TESTS:-yes}" = yes ]; then
  echo "== conformance on $device"
  "$dotnet" exec "$here/dotnet/vstest/vstest.console.dll" "$here/tests/GpuCqa.Compute.Gpu.Tests.dll" --logger:"console;verbosity=minimal" > "$out/tests.log" 2>&1
  failed=$?
  grep -E '^\s+Failed |^Failed!|^Passed!' "$out/tests.log" | tail -30
  [ "$failed" -eq 0 ] || echo "conformance FAILED on $device: a figure of an operation that is wrong means nothing"
fi

echo "== gpucqa bench --device $device --scale $scale"
gpucqa bench --device "$device" --scale "$scale" --json > "$out/bench.json" 2> "$out/bench.log" || { tail -5 "$out/bench.log"; exit 1; }
if [ "${PIPELINE:-yes}" = yes ]; then
  case $scale in full) cells=1000000 genes=20000 ;; small) cells=20000 genes=2000 ;; *) cells=2000 genes=500 ;; esac
  echo "== discover, $cells cells x $genes genes"
  # h5py brings a libhdf5 of its own, for machines that have no other.
  [ -n "${GPUCQA_HDF5:-}" ] || hdf5=$(python3 -c 'import glob, os, h5py; print((glob.glob(os.path.join(os.path.dirname(h5py.__file__), "..", "h5py.libs", "libhdf5-*.so*")) or [""])[0])' 2>/dev/null)
  [ -z "${hdf5:-}" ] || export GPUCQA_HDF5=$hdf5
  job=$(mktemp -d)
  gpucqa simulate --preset scale --cells "$cells" --genes "$genes" --out "$job/cohort" > "$out/simulate.log" 2>&1 \
    && { time gpucqa discover "$job/cohort/cohort.csv" --readout vegf_ischemia --device "$device" --out "$job/result" --quiet; } > "$out/discover.log" 2>&1 \
    && cp "$job/result/provenance.json" "$out/" || tail -3 "$out/simulate.log" "$out/discover.log"
  echo "== a whole shard of each phase on $device"
  case $scale in full) shard=100000 ;; *) shard=8192 ;; esac
  # Of each phase the first shard is timed, as a scheduler would start it: a process of its own, from the files of the work folder to its file. The others follow, then the merge.
  shards() {
    gpucqa cohort plan "$job/cohort/cohort.csv" --readout vegf_ischemia --work "$job/work" --shard-cells "$shard" --json --dry-run --quiet > "$out/plan.json" || return
    gpucqa cohort plan "$job/cohort/cohort.csv" --readout vegf_ischemia --work "$job/work" --shard-cells "$shard" --quiet > /dev/null || return
    printf 'phase\ttasks\tseconds\tmerge_seconds\n' > "$out/shards.tsv"
    python3 -c 'import json, sys; [print(p["name"], p["tasks"]) for p in json.load(open(sys.argv[1]))["phases"]]' "$out/plan.json" > "$job/phases" || return
    while read -r phase tasks; do
      began=$EPOCHREALTIME
      gpucqa cohort run-shard --work "$job/work" --phase "$phase" --shard 0 --device "$device" --quiet < /dev/null || return
      ended=$EPOCHREALTIME
      [ "$tasks" -eq 1 ] || gpucqa cohort run-shard --work "$job/work" --phase "$phase" --shard "1-$((tasks - 1))" --device "$device" --quiet < /dev/null || return
      merging=$EPOCHREALTIME
      gpucqa cohort merge --work "$job/work" --phase "$phase" --device "$device" --quiet < /dev/null || return
      awk -v p="$phase" -v t="$tasks" -v a="$began" -v b="$ended" -v c="$merging" -v d="$EPOCHREALTIME" 'BEGIN { printf "%s\t%d\t%.3f\t%.3f\n", p, t, b - a, d - c }' >> "$out/shards.tsv"
    done < "$job/phases"
    gpucqa cohort finish --work "$job/work" --out "$job/sharded" --device "$device" --quiet || return
    diff -r --exclude=provenance.json --exclude=report.html "$job/result" "$job/sharded" > "$out/sharded.diff"
  }
  if shards 2> "$out/shards.log"; then echo "the shards' result is that of discover" | tee "$out/sharded"; else echo "shards FAILED, or their result is another one" | tee "$out/sharded"; tail -3 "$out/shards.log" "$out/sharded.diff" 2> /dev/null; fi
  # Several GPUs of one machine, against one of them.
  gpus=$(nvidia-smi --list-gpus 2> /dev/null | wc -l)
  if [ "${device%%:*}" = cuda ] && [ "$gpus" -gt 1 ]; then
    echo "== $gpus GPUs: cuda:all against $device"
    for devices in "$device" cuda:all; do
      rm -rf "$job/work" "$job/several"
      gpucqa cohort plan "$job/cohort/cohort.csv" --readout vegf_ischemia --work "$job/work" --shard-cells "$shard" --quiet > /dev/null
      began=$EPOCHREALTIME
      gpucqa cohort submit --work "$job/work" --out "$job/several" --device "$devices" --quiet 2>> "$out/shards.log" || echo "FAILED on $devices"
      awk -v n="$devices" -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf "%s\t%.1f\n", n, b - a }' | tee -a "$out/devices.tsv"
    done
  fi
  rm -rf "$job"
fi
if [ "${PEERS:-yes}" = yes ]; then
  echo "== peers"
  python3 "$here/peers.py" --scale "$scale" > "$out/peers.json" 2> "$out/peers.log" || tail -3 "$out/peers.log"
fi
python3 "$here/report.py" "$out" | tee "$out/RESULTS.md"
[ "$failed" = 0 ] || [ "$failed" = unknown ]
