#!/usr/bin/env bash
# read.sh [--mib 1024] [--repeat 6] [--work FOLDER]: a table and a file of results read through the service by the .NET client, beside plain HTTP downloads of the same bytes.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
dotnet build "$root/bench/GpuCqa.ServiceBench" -c Release -v q --nologo > /dev/null
exec dotnet "$root/bench/GpuCqa.ServiceBench/bin/Release/net10.0/GpuCqa.ServiceBench.dll" read "$@"
