#!/usr/bin/env bash
# publish.sh: gpucqa, published by the command of Dockerfile.cuda from what that copies and nothing else, computes and serves away from the source tree, without the .NET of this machine.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

mkdir "$work/source"
# COPY NAMES... TARGET, up to the image that runs; .dockerignore leaves out what was built.
copied=$(sed -n '/ AS build$/,/^FROM nvidia/p' "$root/Dockerfile.cuda" | sed -nE 's/^COPY (.*) [^ ]+$/\1/p')
tar -C "$root" --exclude=bin --exclude=obj -cf - $copied | tar -C "$work/source" -xf -
publish=$(sed -nE 's|^RUN (dotnet publish .*) -o /app$|\1|p' "$root/Dockerfile.cuda")
grep -q '^COPY --from=build /app /opt/gpucqa$' "$root/Dockerfile.cuda" && [ -n "$publish" ] || { echo "Dockerfile.cuda publishes otherwise"; exit 1; }
(cd "$work/source" && $publish --nologo -v q -o "$work/app")
# The libhdf5 that the image installs is one that eng/setup.sh knows.
hdf5=$(grep -oE 'libhdf5-[0-9a-z-]+' "$root/Dockerfile.cuda")
grep -q -- " $hdf5 " "$root/eng/setup.sh" || { echo "eng/setup.sh does not know $hdf5"; exit 1; }
rm -rf "$work/source"
[ -z "$(find "$work/app" -name 'GpuCqa.*.xml')" ] || { echo "documentation of the code is among the files"; exit 1; }
cd "$work"
for file in app/gpucqa app/gpucqa.dll app/libcoreclr.so app/service/GpuCqa.Service app/service/GpuCqa.Service.dll app/service/libcoreclr.so app/service/appsettings.json; do [ -f "$file" ] || { echo "$file is missing"; exit 1; }; done
gpucqa() { env -u DOTNET_ROOT PATH=/usr/bin:/bin DOTNET_EnableDiagnostics=0 "$work/app/gpucqa" "$@"; }
gpucqa devices --json > devices.json
gpucqa serve --help | grep -q -- --operations-listen
gpucqa serve --insecure-loopback --check-config | /usr/bin/python3 -c 'import json, sys; assert json.load(sys.stdin)["GpuCqa"]["InsecureLoopback"] is True'
if gpucqa serve --check-config 2> refused; then echo "an open service was accepted"; exit 1; else [ $? -eq 2 ]; fi

env -u DOTNET_ROOT PATH=/usr/bin:/bin DOTNET_EnableDiagnostics=0 app/gpucqa serve --listen 127.0.0.1:0 --insecure-loopback --operations-listen 127.0.0.1:0 --state state > out 2> log &
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
