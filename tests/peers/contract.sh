#!/usr/bin/env bash
# contract.sh FOLDER: lays the contract and all that it imports out in FOLDER as one buf workspace, with the protos of health and reflection beside it, which the service has too;
# leaves buf in FOLDER/node_modules/.bin.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$1
cp -r "$root/protos/." "$folder"
imports=$("$root/protos/imports.sh")
mkdir -p "$folder/third_party/google"
cp -r "$imports/google/api" "$imports/google/rpc" "$folder/third_party/google"
cd "$folder"
npm init -y > /dev/null
npm install --no-audit --no-fund --silent @bufbuild/buf@1.75.0 google-proto-files@5.0.3 grpc-health-check@2.1.0 @grpc/reflection@1.0.4
mkdir -p third_party/grpc
cp -r node_modules/grpc-health-check/proto/health third_party/grpc
cp -r node_modules/@grpc/reflection/build/proto/grpc/reflection third_party/grpc
