#!/usr/bin/env bash
# publish.sh: a published gpucqa, away from the source tree, computes and serves.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

dotnet publish "$root/src/GpuCqa.Cli" -c Release --nologo -v q -o "$work/app"
cd "$work"
for file in app/gpucqa app/gpucqa.dll app/service/GpuCqa.Service app/service/GpuCqa.Service.dll app/service/appsettings.json; do [ -f "$file" ] || { echo "$file is missing"; exit 1; }; done
app/gpucqa devices --json > devices.json
app/gpucqa serve --insecure-loopback --check-config | /usr/bin/python3 -c 'import json, sys; assert json.load(sys.stdin)["GpuCqa"]["InsecureLoopback"] is True'
if app/gpucqa serve --check-config 2> refused; then echo "an open service was accepted"; exit 1; else [ $? -eq 2 ]; fi

app/gpucqa serve --listen 127.0.0.1:0 --insecure-loopback --operations-listen 127.0.0.1:0 --state state > out 2> log &
server=$!
for _ in $(seq 240); do grep -q '^gpucqa operations on' out && break; kill -0 "$server" || { cat log; exit 1; }; sleep 0.25; done
operations=$(sed -nE 's|^gpucqa operations on (.*)$|\1|p' out)
/usr/bin/python3 - "$operations" <<'PYTHON'
import sys, urllib.request
assert urllib.request.urlopen(sys.argv[1] + "/readyz", timeout=20).read() == b"ready\n"
PYTHON
kill -TERM "$server"
wait "$server"
server=""
echo "published: $(du -sh app | cut -f1); serve answers, SIGTERM ended it with 0"
