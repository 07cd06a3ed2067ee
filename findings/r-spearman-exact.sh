#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "R 4.2.2, stats::cor.test (Debian 12, r-base-core 4.2.2.20221110-2)"
say expected "cor.test(method = \"spearman\", exact = TRUE) gives the exact p value; from n orders none can be below 1/n! (the Details say: an Edgeworth series from n = 10 on)"
say seen "from 10 lots on strong correlations get p = 0, which no permutation test can give; the result and its printed form do not say that it is a series"
debian r-base-core=4.2.2.20221110-2
r_script <<'R'
cat(R.version.string, "\n")
# One swap of neighbours in n ordered lots: 1 + (n - 1) of the n! orders have as high a rho, namely the sorted one and the n - 1 single swaps.
changed <- FALSE
for (n in c(8, 9, 10, 11, 12)) {
    test <- cor.test(1:n, c(2, 1, 3:n), method = "spearman", exact = TRUE, alternative = "greater")
    exact <- n / factorial(n)
    cat(sprintf("%d lots, rho %.4f: exact %.4g, R %.4g (%s)\n", n, test$estimate, exact, test$p.value, test$method))
    recorded <- if (n < 10) abs(test$p.value / exact - 1) < 1e-9 else test$p.value == 0
    if (!recorded) { cat("changed: was exact below 10 lots and 0 from 10 on\n"); changed <- TRUE }
}
quit(status = as.integer(changed))
R
outcome "$code"
