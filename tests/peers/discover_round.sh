#!/usr/bin/env bash
# discover_round.sh: the same cohort through the command line, the command line with --server, Python and Node; associations.csv must be the same to the byte.
# Then the lots that it never saw are mapped, here and by Python, and the clusters found go through associate, here and on the server. With the shared data beside the checkout the same once more on its planted lots.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

PYTHON=/usr/bin/python3 "$root/examples/python/stubs.sh" "$work/stubs"
export GPUCQA_STUBS=$work/stubs NODE_PATH=$work/node_modules
cp "$root/examples/node/package.json" "$work"
(cd "$work" && npm install --no-audit --no-fund --silent > /dev/null)

cp "$root/tests/peers/example_retries.js" "$work"
node "$work/example_retries.js" "$root/protos" node "$root/examples/node/discover.js"
node "$work/example_retries.js" "$root/protos" /usr/bin/python3 "$root/examples/python/discover.py"

"$root/gpucqa" serve --listen 127.0.0.1:0 --insecure-loopback --state "$work/state" > "$work/out" 2> "$work/log" &
server=$!
for _ in $(seq 1200); do grep -q '^gpucqa serves on' "$work/out" && break; kill -0 "$server" || { cat "$work/log"; exit 1; }; sleep 0.25; done
url=$(sed -nE 's|^gpucqa serves on (.*)$|\1|p' "$work/out")
address=${url#http://}

round() { # name, sheet, readout
  local to=$work/$1 sheet=$2 readout=$3
  mkdir "$to"
  "$root/gpucqa" discover "$sheet" --readout "$readout" --out "$to/here" --quiet
  "$root/gpucqa" --server "$url" discover "$sheet" --readout "$readout" --out "$to/there" --quiet
  /usr/bin/python3 "$root/examples/python/discover.py" "$address" "$sheet" --readout "$readout" --out "$to/python" --project python > "$to/python.text" 2> /dev/null
  node "$root/examples/node/discover.js" "$address" "$sheet" --readout "$readout" --out "$to/node" --project node 2> /dev/null
  for side in there python node; do cmp "$to/here/associations.csv" "$to/$side/associations.csv"; done
  # The whole folder but for what says where and when it ran.
  diff -r --exclude=provenance.json --exclude=report.html "$to/here" "$to/there"
  diff <(grep -v 'id="times"' "$to/here/report.html") <(grep -v 'id="times"' "$to/there/report.html")
  /usr/bin/python3 - "$to/python/finding.png" "$to/node/finding.svg" "$sheet" "$readout" <<'PY'
import csv, re, struct, sys, xml.etree.ElementTree, zlib
png, svg, sheet, readout = sys.argv[1:]
data = open(png, "rb").read()
assert data[:8] == b"\x89PNG\r\n\x1a\n"
width, height = struct.unpack(">II", data[16:24])
parts, at = b"", 8
while at < len(data):
    size, kind = struct.unpack(">I4s", data[at:at + 8])
    parts += data[at + 8:at + 8 + size] if kind == b"IDAT" else b""
    at += 12 + size
assert width >= 600 and height >= 400 and len(set(zlib.decompress(parts))) > 20, "the picture is empty"
points = len(xml.etree.ElementTree.parse(svg).findall(".//{http://www.w3.org/2000/svg}circle"))
lots = sum(1 for row in csv.DictReader(open(sheet)) if row["role"] in ("", "train") and row[readout])
assert points == lots, (points, lots)
PY
  echo "$1: four ways, $(($(wc -l < "$to/here/associations.csv") - 1)) associations, the same bytes"
}

# The lots that a discovery never saw, on its frozen result: here, and by Python, which makes the reference of the analysis whose name discover.py printed.
mapping() { # name, sheet
  local to=$work/$1 sheet=$2
  "$root/gpucqa" map "$sheet" --reference "$to/here/reference" --out "$to/map-here" --quiet
  /usr/bin/python3 "$root/examples/python/map.py" "$address" "$sheet" --analysis "$(sed -nE 's/^(projects[^:]*):.*/\1/p' "$to/python.text")" --out "$to/map-python" --project python > "$to/map-python.text" 2> /dev/null
  for table in replication.csv unmapped.csv clusters.csv; do cmp "$to/map-here/$table" "$to/map-python/$table"; done
  echo "$1: mapped two ways, $(($(wc -l < "$to/map-here/unmapped.csv") - 1)) lots, the same bytes"
}

"$root/gpucqa" simulate --preset msc-small --out "$work/simulated" --quiet
round simulated-lots "$work/simulated/cohort.csv" vegf_ischemia
mapping simulated-lots "$work/simulated/cohort.csv"
shared=${GPUCQA_SHARED_DATA:-$root/../shared/data}
[ ! -d "$shared/planted_lots" ] || round planted-lots "$shared/planted_lots/cohort.csv" vegf_pg_ml

# The clusters that a discovery found, as labels of its own cells: the same tests again, here and there.
"$root/gpucqa" associate "$work/simulated-lots/here/result.h5ad" --lots "$work/simulated/cohort.csv" --readout vegf_ischemia --state-column cluster_0_5,cluster_0_8 --out "$work/labels-here" --quiet
"$root/gpucqa" --server "$url" associate "$work/simulated-lots/here/result.h5ad" --lots "$work/simulated/cohort.csv" --readout vegf_ischemia --state-column cluster_0_5,cluster_0_8 --out "$work/labels-there" --quiet
diff -r --exclude=provenance.json --exclude=report.html "$work/labels-here" "$work/labels-there"
echo "associate: two ways, $(($(wc -l < "$work/labels-here/associations.csv") - 1)) associations, the same bytes"

kill -TERM "$server"
wait "$server"
server=""
