# Seconds per step of Seurat on a 10x folder, from the files to clusters, UMAP and markers.
# Rscript seurat.R <10x folder> <out.csv>
suppressMessages({library(Seurat); library(Matrix)})
args <- commandArgs(TRUE)
times <- data.frame()
step <- function(name, expr) {
  took <- system.time(value <- eval.parent(substitute(expr)))[["elapsed"]]
  times <<- rbind(times, data.frame(step = name, seconds = took))
  invisible(value)
}
so <- step("read", {
  m <- ReadMtx(file.path(args[1], "matrix.mtx.gz"), cells = file.path(args[1], "barcodes.tsv"), features = file.path(args[1], "genes.tsv"))
  x <- CreateSeuratObject(m, min.cells = 3, min.features = 200)
  x[["percent.mt"]] <- PercentageFeatureSet(x, pattern = "^MT-")
  subset(x, subset = nFeature_RNA > 200 & nFeature_RNA < 2500 & percent.mt < 5)
})
so <- step("normalize", NormalizeData(so, verbose = FALSE))
so <- step("variable genes", FindVariableFeatures(so, verbose = FALSE))
so <- step("scale (2,000 variable genes)", ScaleData(so, verbose = FALSE))
so <- step("pca", RunPCA(so, verbose = FALSE))
so <- step("neighbours", FindNeighbors(so, dims = 1:10, verbose = FALSE))
so <- step("clusters at 0.2, 0.5, 0.8, 1.2", { for (r in c(0.2, 0.8, 1.2, 0.5)) so <- FindClusters(so, resolution = r, verbose = FALSE); so })
so <- step("umap", RunUMAP(so, dims = 1:10, verbose = FALSE))
markers <- step("markers at 0.5 (min.pct 0.25, logfc 0.25, positive)", FindAllMarkers(so, only.pos = TRUE, min.pct = 0.25, logfc.threshold = 0.25, verbose = FALSE))
write.csv(times, args[2], row.names = FALSE)
