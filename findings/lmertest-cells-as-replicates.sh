#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "R lmerTest 3.1-3 on lme4 1.1-31 (Debian 12, r-cran-lmertest 3.1-3-2)"
say expected "a difference between two groups of 3 lots is judged over lots: 4 degrees of freedom, however many cells a lot has"
say seen "where the variance of lots is estimated as 0, Satterthwaite's method (the default) takes 238, the cells; Kenward and Roger's, of the same summary, takes 4. lme4 says 'boundary (singular) fit' once, at the fit"
debian r-cran-lmertest=3.1-3-2 r-cran-pbkrtest=0.5.2-2
r_script <<'R'
suppressPackageStartupMessages(library(lmerTest))
cat("lmerTest", as.character(packageVersion("lmerTest")), "lme4", as.character(packageVersion("lme4")), "\n")
# 6 lots of 40 cells, the same spread of cells in each, lots of a group nearly alike.
lot <- factor(rep(1:6, each = 40))
group <- factor(rep(c("before", "after"), each = 120), levels = c("before", "after"))
y <- rep(qnorm((1:40 - 0.5) / 40), 6) + rep(c(-0.01, 0, 0.01, 0.20, 0.21, 0.22), each = 40)
fit <- lmer(y ~ group + (1 | lot))
satterthwaite <- coef(summary(fit))["groupafter", ]
kenward <- coef(summary(fit, ddf = "Kenward-Roger"))["groupafter", ]
cat(sprintf("Satterthwaite: df %.1f, p %.4f; Kenward-Roger: df %.1f, p %.4f\n", satterthwaite["df"], satterthwaite["Pr(>|t|)"], kenward["df"], kenward["Pr(>|t|)"]))
if (abs(satterthwaite["df"] - 238) > 0.5 || abs(kenward["df"] - 4) > 0.1) { cat("changed: were 238 and 4\n"); quit(status = 1) }
R
outcome "$code"
