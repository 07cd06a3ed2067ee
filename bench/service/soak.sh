#!/usr/bin/env bash
# soak.sh [--clients 200] [--seconds 60] [--rounds 3] [--pause MS] [--rest SECONDS] [--work FOLDER]: many clients at once: small calls, watches, one upload; memory of the service at rest after each round.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
dotnet build "$root/bench/GpuCqa.ServiceBench" -c Release -v q --nologo > /dev/null
exec dotnet "$root/bench/GpuCqa.ServiceBench/bin/Release/net10.0/GpuCqa.ServiceBench.dll" soak "$@"
