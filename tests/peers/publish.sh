#!/usr/bin/env bash
# publish.sh: gpucqa, published from what Dockerfile.cuda copies and nothing else, computes and serves away from the source tree.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

mkdir "$work/source"
# COPY NAMES... TARGET, up to the image that runs; .dockerignore leaves out what was built.
copied=$(sed -n '/ AS build$/,/^FROM nvidia/p' "$root/Dockerfile.cuda" | sed -nE 's/^COPY (.*) [^ ]+$/\1/p')
tar -C "$root" --exclude=bin --exclude=obj -cf - $copied | tar -C "$work/source" -xf -
dotnet publish "$work/source/src/GpuCqa.Cli" -c Release --nologo -v q -o "$work/app"
rm -rf "$work/source"
[ -z "$(find "$work/app" -name 'GpuCqa.*.xml')" ] || { echo "documentation of the code is among the files"; exit 1; }
cd "$work"
for file in app/gpucqa app/gpucqa.dll app/service/GpuCqa.Service app/service/GpuCqa.Service.dll app/service/appsettings.json; do [ -f "$file" ] || { echo "$file is missing"; exit 1; }; done
app/gpucqa devices --json > devices.json
app/gpucqa serve --help | grep -q -- --operations-listen
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
