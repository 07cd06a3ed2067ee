# mixology_exact_anchors.csv.gz: the anchors of ../shared/data/reference_seurat/transfer_mixology (Seurat 4.3.0) with exact neighbours, which that run had not.
# Run in this folder: Rscript mixology.R PATH/TO/shared/data/
suppressMessages({library(Seurat); library(Matrix)})
data <- commandArgs(TRUE)[1]
one <- function(folder, name) {
  o <- read.csv(gzfile(paste0(data, folder, "/", name, ".metadata.csv.gz")), row.names = 1)
  m <- read.csv(gzfile(paste0(data, folder, "/", name, ".count.csv.gz")), row.names = 1, check.names = FALSE)
  RenameCells(CreateSeuratObject(as(as.matrix(m[, rownames(o)]), "CsparseMatrix"), meta.data = o), new.names = paste0(name, "|", rownames(o)))
}
p <- lapply(paste0("sc_celseq2_5cl_p", 1:3), function(n) one("sc_mixology_5cl", n)); ref <- merge(p[[1]], p[2:3]); ref <- ref[, ref$demuxlet_cls == "SNG"]
q <- merge(one("sc_mixology_3cl", "sc_dropseq"), one("sc_mixology_3cl", "sc_celseq2")); q <- q[, q$demuxlet_cls == "SNG"]
ref <- RunPCA(ScaleData(FindVariableFeatures(NormalizeData(ref, verbose = FALSE), nfeatures = 2000, verbose = FALSE), verbose = FALSE), npcs = 20, verbose = FALSE)
an <- FindTransferAnchors(ref, NormalizeData(q, verbose = FALSE), dims = 1:20, reference.reduction = "pca", k.filter = NA, nn.method = "rann", verbose = FALSE)
con <- gzfile("mixology_exact_anchors.csv.gz", "w"); write.csv(an@anchors, con, row.names = FALSE); close(con)
