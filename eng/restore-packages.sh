#!/usr/bin/env bash
# Tries to bring the packages that a feed may lack (ILGPU; gRPC) into the local package cache; the build takes the stand-ins of compat/ for what is not there.
# Quiet, quick to fail, never an error; a feed that lacks them is asked again after a day, or at once with --again.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
answers=${XDG_CACHE_HOME:-$HOME/.cache}/gpucqa
version() { sed -nE "s|.*<$1>(.*)</$1>.*|\1|p" "$root/eng/Packages.props"; }
[ "${1:-}" != --again ] || rm -f "$answers"/missing-* 2>/dev/null
command -v dotnet >/dev/null 2>&1 || exit 0

restore() { # family, version, packages...
  local family=$1 version=$2 id missing=0; shift 2
  for id in "$@"; do [ -f "$packages/${id,,}/$version/.nupkg.metadata" ] || missing=1; done
  [ "$missing" -eq 1 ] || return 0
  [ -z "$(find "$answers/missing-$family-$version" -mtime -1 2>/dev/null)" ] || return 0
  local folder; folder=$(mktemp -d)
  # Away from the repository: its props and central versions are none of this project's business.
  {
    echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup><ItemGroup>'
    for id in "$@"; do echo "<PackageReference Include=\"$id\" Version=\"$version\" />"; done
    echo '</ItemGroup></Project>'
  } > "$folder/restore.csproj"
  if (cd "$folder" && NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT=1 timeout 60 dotnet restore restore.csproj -v q --nologo >/dev/null 2>&1); then
    rm -f "$answers/missing-$family-$version" 2>/dev/null
  else
    mkdir -p "$answers" 2>/dev/null && touch "$answers/missing-$family-$version" 2>/dev/null
  fi
  rm -rf "$folder"
}

restore ilgpu "$(version IlgpuVersion)" ILGPU ILGPU.Algorithms
restore grpc "$(version GrpcVersion)" Grpc.Core.Api Grpc.Net.Common
exit 0
