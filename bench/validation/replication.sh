#!/usr/bin/env bash
# The whole chain over simulated cohorts: discover on the train lots, map the others, and what each set shows of the claim.
#   bench/validation/replication.sh OUT [FIRST [LAST]]
# msc-miura, seeds FIRST to LAST (1 to 50): OUT/SEED.csv is replication.csv of the seed, with the grade behind each row. A seed that is there is not made again, so that runs may go on beside each other.
# bench/validation/replication.py OUT counts the verdicts.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$1 first=${2:-1} last=${3:-50}
gpucqa() { ${GPUCQA:-"$root/gpucqa"} "$@"; }
mkdir -p "$out"
for seed in $(seq "$first" "$last"); do
  mkdir "$out/$seed.lock" 2> /dev/null || continue
  work=$(mktemp -d)
  gpucqa simulate --preset msc-miura --seed "$seed" --out "$work/cohort" --threads 1 --quiet
  gpucqa discover "$work/cohort/cohort.csv" --readout vegf_ischemia --out "$work/result" --device cpu --threads 1 --quiet
  gpucqa map "$work/cohort/cohort.csv" --reference "$work/result" --falsify UC --out "$work/mapped" --device cpu --threads 1 --quiet
  python3 - "$seed" "$work" > "$out/$seed.part" << 'PY'
import csv, gzip, json, sys
seed, work = sys.argv[1:]
summary = json.load(open(f"{work}/mapped/summary.json"))
claim = summary["hypotheses"][0]
grade = summary["replication"]["grades"][0]["grade"]
# The planted state: does the claim's cluster hold most of it, and is most of the cluster of it?
truth = {(r["lot"], r["cell"]): r for r in csv.DictReader(gzip.open(f"{work}/cohort/truth_cells.csv.gz", "rt"))}
label = "cluster_" + str(claim["resolution"]).replace(".", "_")
inside = planted = both = 0
for cell in csv.DictReader(gzip.open(f"{work}/result/cells.csv.gz", "rt")):
    state = truth[cell["lot"], cell["cell"]]["state"] == "3"
    own = cell[label] == str(claim["cluster"])
    inside, planted, both = inside + own, planted + state, both + (state and own)
found = "yes" if inside and both / inside > 0.5 and both / planted > 0.5 else "no"
for row in csv.DictReader(open(f"{work}/mapped/replication.csv")):
    print(",".join([seed, row["set"], row["n"], row["rho"], row["p_one_sided"], row["verdict"], grade, found, str(claim["train_p_family"])]))
PY
  mv "$out/$seed.part" "$out/$seed.csv"
  rm -rf "$work"
done
