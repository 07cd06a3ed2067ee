#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "R limma 3.54.1 (Debian 12, r-bioc-limma 3.54.1+dfsg-1), voom"
say expected "a sample without a single count (a lot that has no cells of a state) is refused, dropped, or gets no weight"
say seen "it is taken without a word, as a sample in which every gene has 18.93 log2 counts per million, many times any other, with a weight of its own in every gene"
debian r-bioc-limma=3.54.1+dfsg-1
r_script <<'R'
suppressPackageStartupMessages(library(limma))
cat("limma", as.character(packageVersion("limma")), "\n")
# 100 genes of 40 to 60 counts in 6 lots; the last lot has none.
counts <- outer(1:100, 1:6, function(gene, lot) 40 + (gene * 7 + lot * 11) %% 21)
counts[, 6] <- 0
said <- NULL
v <- withCallingHandlers(voom(counts, model.matrix(~ rep(0:1, each = 3))), warning = function(w) said <<- conditionMessage(w), message = function(m) said <<- conditionMessage(m))
cat(sprintf("log2 CPM of lots 1 to 5: %.2f to %.2f; of the empty lot: %.2f to %.2f\n", min(v$E[, 1:5]), max(v$E[, 1:5]), min(v$E[, 6]), max(v$E[, 6])))
cat(sprintf("weights of the empty lot: %.3g to %.3g; warnings and messages: %d\n", min(v$weights[, 6]), max(v$weights[, 6]), length(said)))
if (!all(abs(v$E[, 6] - log2(0.5e6)) < 1e-9) || !all(v$weights[, 6] > 0) || length(said) > 0) { cat("changed: was 18.93 in every gene, weighted, without a warning\n"); quit(status = 1) }
R
outcome "$code"
