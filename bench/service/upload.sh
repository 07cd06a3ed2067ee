#!/usr/bin/env bash
# upload.sh [MIB]: an upload whose writer is killed twice on the way, through the running service; memory of the server, SHA-256 at the end.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
"$root/gpucqa" serve --listen 127.0.0.1:0 --insecure-loopback --state "$work/state" > "$work/out" 2> "$work/log" &
server=$!
for _ in $(seq 1200); do grep -q '^gpucqa serves on' "$work/out" && break; kill -0 "$server" || { cat "$work/log"; exit 1; }; sleep 0.25; done
address=$(sed -nE 's|^gpucqa serves on http://(.*)$|\1|p' "$work/out")
cd "$work"
npm init -y > /dev/null
npm install --no-audit --no-fund --silent @grpc/grpc-js@1.14.7 @grpc/proto-loader@0.8.1
NODE_PATH=$work/node_modules node "$root/bench/service/upload.js" "$address" "$root/protos" "${1:-1024}" "$server"
