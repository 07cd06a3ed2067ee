#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package ".NET runtime 8.0.29 and 10.0.12 (NuGet, Microsoft.NETCore.App.Runtime.linux-x64), self-contained"
say expected "DOTNET_EnableAVX512F=0, the switch of .NET 8, keeps a program off 512-bit vectors, so that a test run with it covers the 256-bit path"
say seen "in .NET 8 it does; .NET 10 ignores it without a word and goes on with 512 bits; only the new DOTNET_EnableAVX512=0 acts, and .NET 8 knows nothing of that one"
grep -q avx512vl /proc/cpuinfo || unable "this processor has no AVX-512"
command -v dotnet >/dev/null || unable "no dotnet here"
export NUGET_PACKAGES="$work/packages" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
mkdir "$work/app"
cat > "$work/app/Program.cs" <<'CS'
Console.Write(System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? "512 bits" : "no 512 bits");
CS
for version in 8.0.29 10.0.12; do
    cat > "$work/app/app.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net${version%.*}</TargetFramework><RuntimeIdentifier>linux-x64</RuntimeIdentifier>
<SelfContained>true</SelfContained><RuntimeFrameworkVersion>$version</RuntimeFrameworkVersion><ImplicitUsings>enable</ImplicitUsings><UseSharedCompilation>false</UseSharedCompilation></PropertyGroup></Project>
XML
    rm -rf "$work/app/obj"
    dotnet build "$work/app/app.csproj" -c Release -o "$work/$version" -v q --nologo -nodeReuse:false > "$work/build.log" 2>&1 || { tail -9 "$work/build.log" >&2; unable "the program does not build"; }
done
cat > "$work/compare.sh" <<'SH'
for version in 8.0.29 10.0.12; do
    echo ".NET $version: $("$1/$version/app"); EnableAVX512F=0: $(DOTNET_EnableAVX512F=0 "$1/$version/app"); EnableAVX512=0: $(DOTNET_EnableAVX512=0 "$1/$version/app")"
done > "$1/seen"
cat > "$1/recorded" <<'TEXT'
.NET 8.0.29: 512 bits; EnableAVX512F=0: no 512 bits; EnableAVX512=0: 512 bits
.NET 10.0.12: 512 bits; EnableAVX512F=0: 512 bits; EnableAVX512=0: no 512 bits
TEXT
cat "$1/seen"
cmp -s "$1/seen" "$1/recorded" || { echo "changed: was"; cat "$1/recorded"; exit 1; }
SH
run sh "$work/compare.sh" "$work"
outcome "$code"
