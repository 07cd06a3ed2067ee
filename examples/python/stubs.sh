#!/usr/bin/env bash
# Makes Python modules from the protos in ./stubs: with grpcio-tools (pip install grpcio-tools googleapis-common-protos), or with Debian's protobuf-compiler, libprotobuf-dev and
# protobuf-compiler-grpc and Google's protos as protos/imports.sh finds them.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
protos=$(cd "$here/../../protos" && pwd)
export PYTHON=${PYTHON:-python3}
out=${1:-$here/stubs}
imports=$("$protos/imports.sh")
mkdir -p "$out"
cd "$protos"
files=$(find gpucqa -name '*.proto'; cd third_party && find . -name '*.proto' | sed 's|^\./||')
google="google/api/field_behavior.proto google/api/resource.proto google/rpc/error_details.proto google/rpc/status.proto"
if "$PYTHON" -c 'import grpc_tools, sys; from importlib.metadata import version; sys.exit(int(version("grpcio-tools").split(".")[1]) < 49)' 2> /dev/null; then
  compiler=("$PYTHON" -m grpc_tools.protoc)
else
  compiler=(protoc "--plugin=protoc-gen-grpc_python=$(command -v grpc_python_plugin)")
fi
# shellcheck disable=SC2086
"${compiler[@]}" -I . -I third_party -I "$imports" "--python_out=$out" "--grpc_python_out=$out" $files $google
