#!/usr/bin/env bash
# deploy.sh: deploy/, and what `gpucqa cohort print-k8s` and print-rules print, against the schemas of who reads it, and docs/deploy.md from the image to the discovery, each command as it stands there; deploy/docker.py stands in for docker.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
finish() {
  [ ! -e "$work/pids" ] || while read -r _ pid; do kill -TERM "$pid" 2>/dev/null || true; done < "$work/pids"
  rm -rf "$work" 2>/dev/null || { sleep 1; rm -rf "$work"; }
}
trap finish EXIT

mkdir "$work/schemas"
cp "$root"/tests/peers/deploy/{check.mjs,package.json} "$work/schemas"
(cd "$work/schemas" && npm install --no-audit --no-fund --ignore-scripts --silent > /dev/null)

# The unit, in a tree where the program stands where it says; one that names another program, and one with a setting that does not exist, are refused.
units=$work/tree/etc/systemd/system
mkdir -p "$units" "$work/tree/opt/gpucqa"
install /bin/true "$work/tree/opt/gpucqa/gpucqa"
verify() { systemd-analyze verify --man=no --recursive-errors=no --root="$work/tree" "$units/gpucqa.service"; }
cp "$root/deploy/systemd/gpucqa.service" "$units/"
verify
for mistake in 's|^User=|Usr=|' 's|/opt/gpucqa/|/opt/gpuqca/|'; do
  sed "$mistake" "$root/deploy/systemd/gpucqa.service" > "$units/gpucqa.service"
  ! verify 2> /dev/null || { echo "systemd-analyze sees nothing wrong after $mistake"; exit 1; }
done
echo "ok: systemd/gpucqa.service"

# The walk. What it makes lies in a copy of the folders that it names; the port that it names may be taken here.
mkdir -p "$work/bin" "$work/checkout/deploy"
cp "$root/tests/peers/deploy/docker" "$work/bin/"
command -v sudo > /dev/null || { printf '#!/bin/sh\nexec "$@"\n' > "$work/bin/sudo"; chmod +x "$work/bin/sudo"; }
cp -r "$root/deploy/compose" "$work/checkout/deploy/"
cp -r "$root"/{examples,protos,Dockerfile.cuda,Directory.Packages.props} "$work/checkout/"
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export GPUCQA_WORK=$work GPUCQA_ROOT=$root GPUCQA_WALK=$root/tests/peers/deploy GPUCQA_LISTEN=127.0.0.1:$port PYTHON=/usr/bin/python3
{
  echo 'set -eux'
  sed -n '/^## From an image/,/^## systemd/p' "$root/docs/deploy.md" | sed -nE 's/^    //p' | sed "s/localhost:50051/localhost:$port/"
} > "$work/walk"
[ "$(grep -c docker "$work/walk")" -ge 4 ]
(cd "$work/checkout" && PATH=$work/bin:/usr/bin:$PATH bash "$work/walk" > "$work/said" 2> "$work/errors") || { tail -40 "$work/errors"; exit 1; }
result=$work/checkout/deploy/compose/result
for file in associations.csv clusters.csv finding.png; do [ -s "$result/$file" ] || { echo "no $file"; exit 1; }; done
cat "$work/said"
# Nobody without the key, and the state where it was said to be.
rm "$work/checkout/deploy/compose/key" && echo gqa_none_none > "$work/checkout/deploy/compose/key"
! (cd "$work/checkout/deploy/compose" && /usr/bin/python3 ../../examples/python/discover.py "localhost:$port" data/cohort/cohort.csv --readout vegf_ischemia --api-key-file key --tls-ca secrets/server.pem --out none) 2> "$work/refused"
grep -q UNAUTHENTICATED "$work/refused"
[ ! -e "$work/volume/state/state.db" ] && [ -d "$work/volume/state/blobs" ]
service=$(awk '$1 == "service" { print $2 }' "$work/pids")
kill -TERM "$service"
for _ in $(seq 300); do kill -0 "$service" 2> /dev/null || break; sleep 0.2; done
for kind in trace metrics; do grep -q "^/opentelemetry.proto.collector.$kind.v1.*/Export " "$work/collected" || { echo "no $kind came to the collector"; exit 1; }; done
echo "ok: docs/deploy.md, from the image to a discovery; traces and metrics came to the collector"

# Tasks of a plan for other schedulers: Jobs against the API's schema, rules read by Snakemake, whose first ones run.
sheet=$work/checkout/deploy/compose/data/cohort/cohort.csv plan=$work/plan
"$root/gpucqa" cohort plan "$sheet" --readout vegf_ischemia --work "$plan" --quiet > /dev/null
"$root/gpucqa" cohort print-k8s --work "$plan" --out "$work/result" --image gpucqa:cuda --volume "work:$work" --gpus 1 > "$work/jobs.json"
(cd "$work/schemas" && node check.mjs "$root" "$work/jobs.json")
"$root/gpucqa" cohort print-rules --for snakemake --work "$plan" --out "$work/result" --program "$root/gpucqa" --device cpu > "$work/Snakefile"
snakemake=$(command -v /usr/bin/snakemake || command -v snakemake)
"$snakemake" --snakefile "$work/Snakefile" --directory "$work" --dry-run --cores 1 --quiet > "$work/dry" 2>&1 || { cat "$work/dry"; exit 1; }
grep -Eq '^total +16 ' "$work/dry" || { cat "$work/dry"; exit 1; }
"$snakemake" --snakefile "$work/Snakefile" --directory "$work" --cores 1 --until read_merge > "$work/rules" 2>&1 || { cat "$work/rules"; exit 1; }
"$root/gpucqa" cohort status --work "$plan" | grep -Eq '^read +1 of +1 +merged'
echo "ok: print-rules, read and begun by Snakemake $("$snakemake" --version)"
