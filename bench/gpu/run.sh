#!/usr/bin/env bash
# Checks, then times, the GPU engine on this machine: usage: run.sh [DEVICE] [RESULTS FOLDER]   (defaults: cuda:0, results)
# SCALE=small takes sizes that a CPU can do, to try the script; TESTS=no skips the conformance tests, PEERS=no the peers, PIPELINE=no the whole job.
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

gpucqa() { "$dotnet" "$here/app/gpucqa.dll" "$@"; }

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
  rm -rf "$job"
fi
if [ "${PEERS:-yes}" = yes ]; then
  echo "== peers"
  python3 "$here/peers.py" --scale "$scale" > "$out/peers.json" 2> "$out/peers.log" || tail -3 "$out/peers.log"
fi
python3 "$here/report.py" "$out" | tee "$out/RESULTS.md"
[ "$failed" = 0 ] || [ "$failed" = unknown ]
