"""scipy_peer.py COUNTS MARKERS GENES SAMPLE: scipy's mannwhitneyu (tie and continuity corrected) of some genes, every group against the rest, beside our p; seconds a test."""
import csv, os, sys, time
import numpy as np, scipy
from scipy.sparse import csr_matrix
from scipy.stats import mannwhitneyu

folder, markers, genes, sample = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
load = lambda name, kind: np.fromfile(os.path.join(folder, name), dtype=kind)
lengths, columns, values, totals, labels = load("lengths.i32", np.int32), load("columns.i32", np.int32), load("values.f32", np.float32), load("totals.f64", np.float64), load("labels.i32", np.int32)
x = csr_matrix((values.astype(np.float64) / np.repeat(totals, lengths) * 1e4, columns, np.concatenate([[0], np.cumsum(lengths)])), shape=(len(lengths), genes))
x.data = np.log1p(x.data)
x = x.tocsc()
chosen = np.linspace(0, genes - 1, sample).astype(int)
ours = {}
with open(markers) as file:
    for row in csv.DictReader(file):
        gene = int(row["gene"][1:])
        if gene in set(chosen): ours[gene, int(row["group"])] = float(row["log10_p"])
worst, tests, spent = 0.0, 0, 0.0
for gene in chosen:
    column = x[:, gene].toarray().ravel()
    for group in range(labels.max() + 1):
        inside = labels == group
        start = time.perf_counter()
        p = mannwhitneyu(column[inside], column[~inside], method="asymptotic").pvalue
        spent += time.perf_counter() - start
        tests += 1
        # Below the smallest double scipy has nothing to compare; near p = 1 its p of a distance under one half is below 1, ours is 1.
        if p > 1e-300 and (gene, group) in ours: worst = max(worst, abs(10 ** ours[gene, group] - p) / p)
print(f"scipy {scipy.__version__}: {tests} tests of {len(chosen)} genes, largest relative difference of p {worst:.1e}; {1e3 * spent / tests:.2f} ms a test, {spent / tests * genes * (labels.max() + 1):.0f} s for all {genes} genes")
