#!/usr/bin/env bash
# protos.sh: the wire contract is lint-clean, breaks nothing that was released, and its copies of Google's and gRPC's protos agree with the originals.
set -eu
protos=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../protos" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --no-audit --no-fund --silent @bufbuild/buf@1.75.0 google-proto-files@5.0.3 grpc-health-check@2.1.0 @grpc/reflection@1.0.4
buf=$work/node_modules/.bin/buf

(cd "$protos" && "$buf" lint && "$buf" build -o "$work/now.binpb")
"$buf" breaking now.binpb --against "$protos/released.binpb" --config '{"version":"v2","breaking":{"use":["FILE"]}}'

# The originals of the files that third_party has, in one module.
originals=$work/originals
while read -r file; do
  case $file in
    google/*) from=node_modules/google-proto-files/$file ;;
    grpc/health/*) from=node_modules/grpc-health-check/proto/${file#grpc/} ;;
    grpc/reflection/*) from=node_modules/@grpc/reflection/build/proto/$file ;;
  esac
  mkdir -p "$originals/$(dirname "$file")"
  cp "$from" "$originals/$file"
done < <(cd "$protos/third_party" && find . -name '*.proto' | sed 's|^\./||')
for file in google/api/annotations.proto google/api/client.proto google/api/http.proto google/api/launch_stage.proto; do
  mkdir -p "$originals/$(dirname "$file")"
  cp "node_modules/google-proto-files/$file" "$originals/$file"
done
mkdir own
cp -r "$protos/third_party/." own/
for side in own originals; do (cd "$side" && printf 'version: v2\nmodules:\n  - path: .\nbreaking:\n  use: [WIRE_JSON]\n' > buf.yaml && "$buf" build -o "../$side.binpb"); done
# What the copies have, the originals must have with the same numbers and types.
(cd originals && "$buf" breaking --against ../own.binpb)
echo "protos: lint, breaking and originals agree"
