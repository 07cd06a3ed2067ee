#!/usr/bin/env bash
# upload.sh [--mib 1024] [--repeat 6] [--chunk BYTES] [--work FOLDER]: uploads through the service beside plain HTTP uploads of the same bytes, and one whose writer is killed twice.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
dotnet build "$root/bench/GpuCqa.ServiceBench" -c Release -v q --nologo > /dev/null
exec dotnet "$root/bench/GpuCqa.ServiceBench/bin/Release/net10.0/GpuCqa.ServiceBench.dll" upload "$@"
