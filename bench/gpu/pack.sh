#!/usr/bin/env bash
# Packs what a CUDA machine without .NET needs to check and time the GPU engine: usage: bench/gpu/pack.sh FOLDER
# FOLDER then holds the .NET runtime, gpucqa, the conformance tests, and run.sh; copy it there and run FOLDER/run.sh.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=${1:?usage: bench/gpu/pack.sh FOLDER}
[ ! -e "$out" ] || { echo "$out exists" >&2; exit 2; }
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$root"

dotnet publish src/GpuCqa.Cli -c Release --nologo -v q -p:PublishService=false -p:UseAppHost=false -p:DebugType=none -o "$out/app"
dotnet publish tests/GpuCqa.Compute.Gpu.Tests -c Release --nologo -v q -p:UseAppHost=false -p:DebugType=none -o "$out/tests"
find "$out" -name '*.xml' -delete
rm -rf "$out"/tests/{cs,de,es,fr,it,ja,ko,pl,pt-BR,ru,tr,zh-Hans,zh-Hant}

# The runtime and the SDK's test runner, which is framework-dependent and needs nothing else of the SDK.
dotnet_root=$(dirname "$(readlink -f "$(command -v dotnet)")")
sdk=$dotnet_root/sdk/$(dotnet --version)
runtime=$(dotnet --list-runtimes | awk '$1 == "Microsoft.NETCore.App" && $2 ~ /^10\./ { v = $2 } END { print v }')
mkdir -p "$out/dotnet/host/fxr" "$out/dotnet/shared/Microsoft.NETCore.App" "$out/dotnet/vstest"
cp "$dotnet_root/dotnet" "$out/dotnet/"
cp -r "$dotnet_root/host/fxr/$runtime" "$out/dotnet/host/fxr/"
cp -r "$dotnet_root/shared/Microsoft.NETCore.App/$runtime" "$out/dotnet/shared/Microsoft.NETCore.App/"
cp "$sdk"/vstest.console.* "$sdk"/Microsoft.TestPlatform.*.dll "$sdk"/Microsoft.VisualStudio.TestPlatform.*.dll "$sdk"/NuGet.Frameworks.dll \
   "$sdk"/Microsoft.Extensions.{DependencyModel,FileSystemGlobbing}.dll "$sdk"/Newtonsoft.Json.dll "$sdk"/testhost* "$out/dotnet/vstest/" 2>/dev/null || true
[ ! -d "$sdk/Extensions" ] || cp -r "$sdk/Extensions" "$out/dotnet/vstest/"

cp bench/gpu/run.sh bench/gpu/peers.py bench/gpu/report.py "$out/"
git rev-parse HEAD > "$out/COMMIT" 2>/dev/null || true
du -sh "$out" | awk '{ print "packed " $1 }'
