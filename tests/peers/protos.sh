#!/usr/bin/env bash
# protos.sh: the wire contract is lint-clean, breaks nothing that was released, and its copy of Google's operations agrees with the original.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/contract"
"$here/contract.sh" "$work/contract"
cd "$work/contract"
buf=$PWD/node_modules/.bin/buf

"$buf" lint
"$buf" build -o ../now.binpb
# What is Google's and gRPC's stands in the set only to be read.
"$buf" breaking ../now.binpb --against released.binpb --config '{"version":"v2","breaking":{"use":["FILE"],"ignore":["google","grpc"]}}'

# What the copy has, the original must have with the same numbers and types.
mkdir ../own ../original
cp -r third_party/google ../own
cp -r node_modules/google-proto-files/google ../original
operations=google/longrunning/operations.proto
for side in own original; do
  (cd "../$side" && printf 'version: v2\nmodules:\n  - path: .\nbreaking:\n  use: [WIRE_JSON]\n' > buf.yaml && "$buf" build --path "$operations" -o "../$side.binpb")
done
(cd ../original && "$buf" breaking --path "$operations" --against ../own.binpb)
echo "protos: lint, breaking and the original agree"
