#!/usr/bin/env bash
# service.sh: clients in Python (grpcio) and Node (@grpc/grpc-js), each with the protos alone, go through the running service; their answers must be the same.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

"$root/gpucqa" serve --listen 127.0.0.1:0 --insecure-loopback --state "$work/state" --operations-listen 127.0.0.1:0 > "$work/out" 2> "$work/log" &
server=$!
for _ in $(seq 1200); do grep -q '^gpucqa serves on' "$work/out" && break; kill -0 "$server" || { cat "$work/log"; exit 1; }; sleep 0.25; done
address=$(sed -nE 's|^gpucqa serves on http://(.*)$|\1|p' "$work/out")

cd "$work"
npm init -y > /dev/null
npm install --no-audit --no-fund --silent @grpc/grpc-js@1.14.7 @grpc/proto-loader@0.8.1
# Descriptors from buf, which knows nothing of this project's build.
mkdir contract
"$root/tests/peers/contract.sh" "$work/contract"
(cd contract && node_modules/.bin/buf build --exclude-source-info --as-file-descriptor-set -o "$work/protos.binpb")
/usr/bin/python3 "$root/tests/peers/service_client.py" "$address" "$work/protos.binpb" > python.json
NODE_PATH=$work/node_modules node "$root/tests/peers/service_client.js" "$address" "$work/contract" > node.json
cmp python.json node.json
operations=$(sed -nE 's|^gpucqa operations on (.*)$|\1|p' "$work/out")
/usr/bin/python3 "$root/tests/peers/metrics.py" "$operations"

kill -TERM "$server"
wait "$server"
server=""
"$root/gpucqa" serve audit verify --state "$work/state"
/usr/bin/python3 "$root/tests/peers/audit_verify.py" "$work/state/audit"
sed -i '5s/"op":"/"op":"x/' "$work/state/audit/audit-000001.jsonl"
! "$root/gpucqa" serve audit verify --state "$work/state" 2> "$work/broken"
grep -q 'audit-000001.jsonl: line 5' "$work/broken"
! /usr/bin/python3 "$root/tests/peers/audit_verify.py" "$work/state/audit" 2> "$work/broken"
grep -q 'audit-000001.jsonl: line 5' "$work/broken"
echo "service: Python and Node clients agree; SIGTERM ended it with 0"
