#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "R energy 1.7-11 (Debian 12, r-cran-energy 1.7-11-1), eqdist.etest"
say expected "the permutation test of equal distributions: of 3 against 3 lots there are 20 splits, which tie in pairs, so p is never below 2/20 = 0.1"
say seen "only splits with a strictly larger statistic are counted: 3 against 3 well separated lots get p = 0.005 at 199 replicates and 0.001 at 999, as low as the replicates allow"
debian r-cran-energy=1.7-11-1
r_script <<'R'
suppressPackageStartupMessages(library(energy))
cat("energy", as.character(packageVersion("energy")), "\n")
x <- c(0, 1, 2, 16, 17, 18)  # whole numbers, whose sums of distances are exact
changed <- FALSE
for (replicates in c(199, 999)) {
    set.seed(1)
    p <- eqdist.etest(matrix(x), sizes = c(3, 3), R = replicates)$p.value
    cat(sprintf("%d replicates: p = %.4f, smallest possible 0.1\n", replicates, p))
    if (p > 0.05) { cat("changed: was far below 0.1\n"); changed <- TRUE }
}
quit(status = as.integer(changed))
R
outcome "$code"
