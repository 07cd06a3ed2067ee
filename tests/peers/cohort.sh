#!/usr/bin/env bash
# cohort.sh SHEET RESULT FOLDER: the sheet in tasks of child processes, two at a time: the bytes of RESULT, which discover made of it. Then a batch: what is as it was is left alone, what fails is named.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
sheet=$1 result=$2 folder=$3
mkdir -p "$folder"
same() {
  diff -rq --exclude=provenance.json --exclude=report.html "$result" "$1"
  cmp <(grep -v 'id="times"' "$result/report.html") <(grep -v 'id="times"' "$1/report.html")
}
"$root/gpucqa" cohort plan "$sheet" --readout vegf_ischemia --work "$folder/work" --shard-cells 8192 --quiet
[ "$(sha256sum < "$folder/work/plan.json" | cut -c1-64)" = "$(grep -aoE '[0-9a-f]{64}' "$folder/work/join/00000" | head -n 1)" ]
"$root/gpucqa" cohort submit --work "$folder/work" --workers 2 --device cpu --quiet --out "$folder/many"
same "$folder/many"
"$root/gpucqa" cohort verify --work "$folder/work" --sample 3 --device cpu --quiet

printf 'name,sheet,readout,options\nfirst,%s,vegf_ischemia,\nnone,%s,no_such_readout,\n' "$sheet" "$sheet" > "$folder/list.csv"
batch() { code=0; "$root/gpucqa" cohort batch "$folder/list.csv" --work "$folder/batch" --out "$folder/results" --parallel 2 --submit=--device --submit=cpu --quiet > "$folder/said" || code=$?; cat "$folder/said"; [ $code -eq 4 ]; }
batch
grep -q '^2 cohorts: 1 done, 0 unchanged, 1 failed' "$folder/said"
same "$folder/results/first"
batch
grep -q '^2 cohorts: 0 done, 1 unchanged, 1 failed' "$folder/said"
grep -q '^none,failed,4,.*no_such_readout' "$folder/results/batch.csv"
# Another seed is another plan: it is done anew, and nothing of it may be said to be unchanged.
sed -i 's/^first,\(.*\),$/first,\1,--seed 7 --min-cells-per-lot 2/' "$folder/list.csv"
batch
grep -q '^2 cohorts: 1 done, 0 unchanged, 1 failed' "$folder/said"
echo "tasks of child processes: the bytes of discover; a batch does what changed"
