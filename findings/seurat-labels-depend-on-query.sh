#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "R Seurat 4.3.0 (Debian 12, r-cran-seurat 4.3.0-1), FindTransferAnchors and TransferData (181 MB)"
say expected "the documentation speaks of labels of cells by a reference; a query cut in two gives every cell the label it has in the whole"
say seen "anchors are sought between the query and the reference as wholes: of 400 cells some per cent get another label when mapped in two halves, single scores move by more than 0.1"
debian r-cran-seurat=4.3.0-1
r_script <<'R'
suppressPackageStartupMessages(library(Seurat))
cat("Seurat", as.character(packageVersion("Seurat")), "\n")
set.seed(7)
types <- 4; genes <- 300
base <- rgamma(genes, 0.5) + 0.05
profiles <- sapply(1:types, function(type) { p <- base; own <- (type - 1) * 40 + 1:40; p[own] <- p[own] * 1.6; p / sum(p) })
cells <- function(n, prefix) {
    type <- rep(1:types, length.out = n)
    counts <- sapply(type, function(k) rpois(genes, 600 * profiles[, k]))
    dimnames(counts) <- list(paste0("g", 1:genes), paste0(prefix, 1:n))
    object <- NormalizeData(CreateSeuratObject(counts), verbose = FALSE)
    object$type <- paste0("T", type)
    FindVariableFeatures(object, nfeatures = 200, verbose = FALSE)
}
reference <- RunPCA(ScaleData(cells(800, "r"), verbose = FALSE), npcs = 15, verbose = FALSE)
query <- cells(400, "q")
labels <- function(part) TransferData(FindTransferAnchors(reference, part, dims = 1:15, verbose = FALSE), reference$type, dims = 1:15, verbose = FALSE)
half <- rep(1:2, each = 200)
whole <- labels(query)
halves <- rbind(labels(query[, half == 1]), labels(query[, half == 2]))[colnames(query), ]
share <- mean(whole$predicted.id != halves$predicted.id)
score <- max(abs(whole$prediction.score.max - halves$prediction.score.max))
cat(sprintf("right labels %.1f %%; labels changed by halving %.1f %%; largest change of a top score %.2f\n", 100 * mean(whole$predicted.id == query$type), 100 * share, score))
if (share == 0 || score < 0.1) { cat("changed: labels and scores moved\n"); quit(status = 1) }
R
outcome "$code"
