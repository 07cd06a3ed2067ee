"""report.py FOLDER COMMIT: medians of the step times that run.sh left in FOLDER, as Markdown."""
import csv, glob, os, statistics, subprocess, sys

folder, commit = sys.argv[1], sys.argv[2]


def medians(program):
    runs = {}
    for path in sorted(glob.glob(os.path.join(folder, program + ".*.csv"))):
        for step, seconds in list(csv.reader(open(path)))[1:]:
            runs.setdefault(step, []).append(float(seconds))
    return {step: statistics.median(values) for step, values in runs.items()}, max((len(v) for v in runs.values()), default=0)


def table(title, steps, total):
    lines = ["### " + title, "", "| step | seconds |", "|---|---|"]
    lines += [f"| {step} | {seconds:.2f} |" for step, seconds in steps.items()]
    return lines + [f"| **all** | **{total:.2f}** |", ""]


cpu = next((line.split(":", 1)[1].strip() for line in subprocess.run(["lscpu"], capture_output=True, text=True).stdout.splitlines() if line.startswith("Model name")), "?")
leiden, runs = medians("gpucqa-leiden")
louvain, _ = medians("gpucqa-louvain")
seurat, seurat_runs = medians("seurat")
print("# From files to clusters, markers and UMAP\n")
print(f"pbmc3k (2,700 cells x 32,738 genes, 10x folder, matrix gzipped), limits of Seurat's tutorial, 10 dimensions, four resolutions. {os.cpu_count()} cores, {cpu};")
print(f"commit {commit}; median of {runs} runs, programs in turn; load average at the end {os.getloadavg()[0]:.1f}. Each run is a new process; GpuCqa's times include just-in-time compilation,")
print("its \"all\" also opening the file. GpuCqa's markers are of all four resolutions at once, Seurat's of one.\n")
total_leiden = leiden.pop("all steps")
total_louvain = louvain.pop("all steps")
print("\n".join(table("GpuCqa, Leiden", leiden, total_leiden)))
print("\n".join(table("GpuCqa, Seurat's Louvain", louvain, total_louvain)))
if seurat:
    total = sum(seurat.values())
    print("\n".join(table(f"Seurat 4.3.0 (Debian's r-cran-seurat), median of {seurat_runs}", seurat, total)))
    print(f"Seurat takes {total / total_leiden:.1f} times as long as GpuCqa with Leiden, {total / total_louvain:.1f} times as long as with Louvain.")
else:
    print("Seurat was not at hand in this run.")
