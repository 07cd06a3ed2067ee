# seurat.R SAMPLE FOLDER: pbmc3k (2,638 cells) as reference, 3,000 cells drawn from it and thinned to 70 % as query. Writes both as the bench reads them, times Seurat's
# FindTransferAnchors + TransferData, and writes its labels.
suppressMessages({library(Seurat); library(Matrix)})
a <- commandArgs(TRUE); out <- a[2]; dims <- 1:30
m <- ReadMtx(file.path(a[1], "matrix.mtx.gz"), cells = file.path(a[1], "barcodes.tsv"), features = file.path(a[1], "genes.tsv")); s <- CreateSeuratObject(m, min.cells = 3); s[["mt"]] <- PercentageFeatureSet(s, pattern = "^MT-")
s <- subset(s, nFeature_RNA > 200 & nFeature_RNA < 2500 & mt < 5)
s <- RunPCA(ScaleData(FindVariableFeatures(NormalizeData(s, verbose = FALSE), nfeatures = 2000, verbose = FALSE), verbose = FALSE), npcs = 50, verbose = FALSE)
s <- FindClusters(FindNeighbors(s, dims = 1:10, verbose = FALSE), resolution = 0.5, verbose = FALSE)
set.seed(1); x <- GetAssayData(s, slot = "counts"); q <- x[, sample(ncol(x), 3000, TRUE)]; q@x <- as.numeric(rbinom(length(q@x), q@x, 0.7)); q <- drop0(q); colnames(q) <- paste0("q", 1:3000)
query <- NormalizeData(CreateSeuratObject(q), verbose = FALSE)
g <- rownames(Loadings(s, "pca")); d <- GetAssayData(s, slot = "data")[g, ]
bin <- function(v, f, size = 8) { con <- file(file.path(out, f), "wb"); writeBin(v, con, size = size, endian = "little"); close(con) }
# genes x cells by columns is cells x genes by rows.
csr <- function(y, n) { bin(as.integer(y@p), paste0(n, "_offsets.i32"), 4); bin(as.integer(y@i), paste0(n, "_genes.i32"), 4); bin(y@x, paste0(n, "_values.f64")) }
csr(x[g, ], "reference"); csr(q[g, ], "query"); bin(unname(colSums(x)), "reference_totals.f64"); bin(unname(colSums(q)), "query_totals.f64")
bin(rowMeans(d), "means.f64"); bin(apply(d, 1, sd), "deviations.f64"); bin(as.vector(t(Loadings(s, "pca")[g, dims])), "loadings.f64"); bin(as.vector(t(Embeddings(s, "pca")[, dims])), "projection.f64")
bin(as.integer(s$seurat_clusters) - 1L, "labels.i32", 4)
time <- function(kf) {
  start <- proc.time(); an <- suppressWarnings(FindTransferAnchors(s, query, dims = dims, reference.reduction = "pca", k.filter = kf, verbose = FALSE)); mid <- proc.time()
  p <- TransferData(an, refdata = as.character(as.integer(s$seurat_clusters) - 1L), dims = dims, verbose = FALSE); end <- proc.time()
  cat(sprintf("seurat k.filter %s: FindTransferAnchors %.2f s, TransferData %.2f s, together %.2f s, processor %.2f s, %d anchors\n", kf, (mid - start)[3], (end - mid)[3], (end - start)[3], sum((end - start)[1:2]), nrow(an@anchors)))
  write.table(p$predicted.id, file.path(out, paste0("seurat_", kf, ".txt")), FALSE, row.names = FALSE, col.names = FALSE, quote = FALSE)
}
invisible(time(NA))  # warm
for (i in 1:3) { time(NA); time(200) }
