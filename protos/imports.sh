#!/usr/bin/env bash
# imports.sh: prints the folder that holds google/api and google/rpc, which the contract imports. It is, by turns, $GOOGLEAPIS (a clone of github.com/googleapis/googleapis),
# what pip's googleapis-common-protos installed for ${PYTHON:-python3}, or the package Google.Api.CommonProtos that a build of this project restored.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=$(sed -nE 's|.*"Google.Api.CommonProtos" Version="([^"]*)".*|\1|p' "$here/../Directory.Packages.props")
installed=$("${PYTHON:-python3}" -c 'import os; from google.rpc import status_pb2; print(os.path.dirname(os.path.dirname(os.path.dirname(status_pb2.__file__))))' 2> /dev/null || true)
for folder in "${GOOGLEAPIS:-}" "$installed" "${NUGET_PACKAGES:-$HOME/.nuget/packages}/google.api.commonprotos/$version/content/protos"; do
  if [ -n "$folder" ] && [ -e "$folder/google/api/resource.proto" ]; then echo "$folder"; exit 0; fi
done
echo "imports.sh: google/api/resource.proto is nowhere: pip install googleapis-common-protos, build this project (./gpucqa --version), or set GOOGLEAPIS to a clone of github.com/googleapis/googleapis" >&2
exit 1
