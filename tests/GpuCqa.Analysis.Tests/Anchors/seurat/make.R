# The numbers of this folder: Seurat 4.3.0 (R 4.2.2, Debian r-cran-seurat) on simulated counts. Run in this folder: Rscript make.R
# Neighbours are exact (nn.method = "rann") wherever Seurat lets one say so. TransferData and MappingScore take no such argument or ignore it: their weights are made by
# Seurat's own FindWeights(nn.method = "rann"), the rest of their steps by Seurat's functions.
suppressMessages({library(Seurat); library(Matrix)})
wcsv <- function(x, f) { con <- gzfile(paste0(f, ".csv.gz"), "w"); write.csv(format(x, digits = 17, trim = TRUE), con, quote = FALSE); close(con) }
set.seed(12)
# The query has a type that the reference lacks.
genes <- 150; types <- 5; dims <- 8; kscore <- 20; kweight <- 30; kfilter <- 40
base <- rgamma(genes, 0.6, 1) + 0.05
program <- matrix(exp(rnorm(genes * types, sd = 0.7)), genes)
shift <- exp(rnorm(genes, sd = 0.4))
cells <- function(n, weights, factor, name) {
  type <- sample(types, n, TRUE, weights)
  m <- sapply(type, function(t) { mix <- 0.8; p <- base * (mix * program[, t] + (1 - mix) * program[, 1 + t %% types]) * factor; rpois(genes, p / sum(p) * 400 * exp(rnorm(1, sd = 0.3))) })
  dimnames(m) <- list(paste0("G", seq_len(genes)), paste0(name, seq_len(n))); list(m = as(m, "CsparseMatrix"), type = type)
}
r <- cells(180, c(4, 3, 2, 1, 0), rep(1, genes), "R"); q <- cells(120, c(2, 4, 6, 8, 3), shift, "Q")
q$m["G7", ] <- 0  # varies in the reference alone
ref <- NormalizeData(CreateSeuratObject(r$m), verbose = FALSE); qry <- NormalizeData(CreateSeuratObject(q$m), verbose = FALSE)
ref <- FindVariableFeatures(ref, nfeatures = 100, verbose = FALSE); VariableFeatures(ref) <- union("G7", VariableFeatures(ref))
ref <- ScaleData(ref, verbose = FALSE)
# RunPCA's uncentred decomposition, exact.
s <- svd(t(GetAssayData(ref, slot = "scale.data")[VariableFeatures(ref), ]), nu = dims, nv = dims)
e <- s$u %*% diag(s$d[1:dims]); dimnames(e) <- list(colnames(ref), paste0("PC_", 1:dims)); dimnames(s$v) <- list(VariableFeatures(ref), paste0("PC_", 1:dims))
ref[["pca"]] <- CreateDimReducObject(e, loadings = s$v, stdev = s$d[1:dims] / sqrt(ncol(ref) - 1), key = "PC_", assay = "RNA")
find <- function(reduction, kf) suppressWarnings(FindTransferAnchors(ref, qry, dims = 1:dims, reference.reduction = if (reduction == "pcaproject") "pca", reduction = reduction, k.filter = kf, k.score = kscore,
  nn.method = "rann", verbose = FALSE))
w17 <- function(a) data.frame(cell1 = a[, 1] - 1, cell2 = a[, 2] - 1, score = a[, 3])
plain <- find("pcaproject", NA); filtered <- find("pcaproject", kfilter); cca <- find("cca", NA); ccafiltered <- find("cca", kfilter)
pc <- Embeddings(plain@object.list[[1]], "pcaproject"); n1 <- ncol(ref); n2 <- ncol(qry); pr <- pc[1:n1, ]; pq <- pc[n1 + 1:n2, ]
# Weights of an anchor set in given coordinates of the query, and what follows from them.
weigh <- function(anchors, query, reference, k, reverse = FALSE) {
  o <- plain@object.list[[1]]; dr <- suppressWarnings(CreateDimReducObject(rbind(query, reference), key = "W_", assay = "RNA"))
  int <- matrix(NA, nrow(anchors), 0); rownames(int) <- rownames(query)[anchors[, 2]]
  slot(o, "tools")[["IT"]] <- new("IntegrationData", anchors = anchors, neighbors = list(cells1 = rownames(reference), cells2 = rownames(query)), integration.matrix = int)
  o <- Seurat:::FindWeights(o, reduction = dr, integration.name = "IT", dims = 1:dims, k = k, sd.weight = 1, nn.method = "rann", eps = 0, reverse = reverse, verbose = FALSE)
  GetIntegrationData(o, "IT", "weights")
}
votes <- function(a) { w <- weigh(a, pq, pr, kweight); h <- outer(r$type[a[, 1]], 1:types, "==") * 1; as.matrix(t(w) %*% h) }
corrected <- function(a) { w <- weigh(a, pq, pr, kweight); as.matrix(pq - t(w) %*% (pq[a[, 2], ] - pr[a[, 1], ])) }
mapping <- function(a, kanchors = 25, ksmooth = 100, ksnn = 20) {
  l2 <- function(x) x / sqrt(rowSums(x^2)); R <- l2(pr); Q <- l2(pq)
  q1 <- as.matrix(t(weigh(a, Q, R, kanchors)) %*% R[a[, 1], ]); rownames(q1) <- rownames(Q)
  q2 <- as.matrix(t(weigh(a, q1, R, kanchors, TRUE)) %*% Q[a[, 2], ])
  own <- RANN::nn2(Q, Q, k = ksmooth); after <- RANN::nn2(Q, q2, k = ksmooth)
  x <- Seurat:::ScoreHelper(snn = Seurat:::ComputeSNN(own$nn.idx[, 1:ksnn], prune = 0), query_pca = t(Q), query_dists = own$nn.dists, corrected_nns = after$nn.idx, k_snn = ksnn, subtract_first_nn = TRUE, display_progress = FALSE)
  x[x > 1] <- 1; x
}
wcsv(as.matrix(t(r$m)), "reference_counts"); wcsv(as.matrix(t(q$m)), "query_counts")
wcsv(data.frame(type = r$type - 1), "reference_types"); wcsv(data.frame(type = q$type - 1), "query_types")
wcsv(s$v, "loadings"); wcsv(pr, "reference_projection"); wcsv(pq, "query_projection")
wcsv(w17(plain@anchors), "anchors_pcaproject"); wcsv(w17(filtered@anchors), "anchors_pcaproject_filtered")
wcsv(w17(cca@anchors), "anchors_cca"); wcsv(w17(ccafiltered@anchors), "anchors_cca_filtered")
wcsv(Embeddings(cca@object.list[[1]], "cca"), "cca_seurat")
# The same by an exact singular value decomposition: irlba stops at a tolerance of 1e-5.
g <- intersect(rownames(GetAssayData(ref, slot = "scale.data")), VariableFeatures(ref)); g <- VariableFeatures(ref)[VariableFeatures(ref) != "G7"]
st <- function(o) { x <- GetAssayData(ScaleData(o, features = g, verbose = FALSE), slot = "scale.data")[g, ]; scale(x) }
x <- svd(crossprod(st(ref), st(qry)), nu = dims, nv = dims); f <- sign(x$u[1, ]); wcsv(rbind(sweep(x$u, 2, f, "*"), sweep(x$v, 2, f, "*")), "cca_exact"); wcsv(data.frame(d = x$d[1:dims]), "cca_singular_values")
wcsv(votes(plain@anchors), "scores_pcaproject"); wcsv(votes(filtered@anchors), "scores_pcaproject_filtered"); wcsv(votes(cca@anchors), "scores_cca")
wcsv(corrected(plain@anchors), "corrected_pcaproject"); wcsv(data.frame(score = mapping(plain@anchors)), "mapping_pcaproject")
# TransferData and IntegrateEmbeddings themselves, with their approximate neighbours: these say whether the steps above are theirs.
lab <- as.character(r$type - 1); td <- TransferData(plain, refdata = lab, dims = 1:dims, k.weight = kweight, n.trees = 2000, verbose = FALSE); v <- votes(plain@anchors)
cat("anchors", nrow(plain@anchors), nrow(filtered@anchors), nrow(cca@anchors), nrow(ccafiltered@anchors), "\n")
cat("TransferData against the scores here:", max(abs(sapply(0:3, function(t) td[[paste0("prediction.score.", t)]]) - v[, 1:4])), "labels that differ:", sum(td$predicted.id != max.col(v, "first") - 1), "of", n2, "\n")
cat("labels right:", mean(max.col(v, "first") == q$type), "\n"); cat("distinct query cells", length(unique(plain@anchors[,2])), "ref", length(unique(plain@anchors[,1])), "\n")
cat("irlba against svd", max(abs(abs(rbind(x$u, x$v)) - abs(Embeddings(cca@object.list[[1]], "cca")))), "\n")
ms <- MappingScore(plain, kanchors = 25, ndim = dims, nn.method = "annoy", n.trees = 500, verbose = FALSE); cat("MappingScore against here:", max(abs(ms - mapping(plain@anchors))), "\n"); print(summary(ms))
# MapQuery's correction.
m <- MapQuery(plain, query = qry, reference = ref, refdata = list(type = lab), reference.reduction = "pca", transferdata.args = list(k.weight = kweight, n.trees = 2000), verbose = FALSE)
cat("MapQuery against the correction here:", max(abs(Embeddings(m, "ref.pca") - corrected(plain@anchors))), "\n")
