#!/usr/bin/env bash
# Time of --predict and --effective-cells on drawn tables of lots x states: processor seconds of the whole command, and seconds of the step.
# bench/prediction/run.sh [path of gpucqa]
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${1:-./gpucqa}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for size in "11 4" "11 8" "11 40" "20 8"; do
  read -r lots states <<< "$size"
  awk -v lots="$lots" -v states="$states" 'BEGIN {
    srand(3); printf "lot"; for (k = 0; k < states; k++) printf ",s%d", k; print ",vegf"
    for (l = 0; l < lots; l++) {
      sum = 0; for (k = 0; k < states; k++) { share[k] = -log(rand()) - log(rand()) - log(rand()); sum += share[k] }
      printf "L%d", l; for (k = 0; k < states; k++) printf ",%d", 2000 * share[k] / sum
      printf ",%.2f\n", 300 + 250 * states * share[1] / sum + 40 * rand()
    }
  }' > "$folder/table.csv"
  names=$(head -1 "$folder/table.csv" | cut -d, -f2- | sed 's/,vegf//')
  for option in "" --predict --effective-cells; do
    TIMEFORMAT="$lots lots x $states states ${option:-neither}: %U s"
    time $program associate "$folder/table.csv" --readout vegf --states "$names" $option --permutations 999 --device cpu --quiet --out "$folder/result" --force
    grep -A1 -E '"(predictions|effective cells)"' "$folder/result/provenance.json" | grep seconds | sed 's/^ */    step /' || true
  done
done
