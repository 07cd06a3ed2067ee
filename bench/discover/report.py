"""report.py FOLDER CELLS GENES ENTRIES PEAK_KB COMMIT: what run.sh measured, as Markdown."""
import json, os, subprocess, sys

folder, cells, genes, entries, peak, commit = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]), sys.argv[6]
record = json.load(open(os.path.join(folder, "result", "provenance.json")))
summary = json.load(open(os.path.join(folder, "result", "summary.json")))
cpu = next((line.split(":", 1)[1].strip() for line in subprocess.run(["lscpu"], capture_output=True, text=True).stdout.splitlines() if line.startswith("Model name")), "?")
size = entries * 8 / 1e6
print(f"# discover: {cells:,} simulated cells x {genes:,} genes\n")
print(f"11 lots, {entries:,} non-zeros ({100 * entries / cells / genes:.1f} %), {size:,.0f} MB as sparse counts; {os.cpu_count()} cores, {cpu}; {record['device']['description']}; commit {commit}; load average at the end {os.getloadavg()[0]:.1f}.\n")
print("| step | seconds |\n|---|---|")
for step in record["steps"]:
    print(f"| {step['name']} | {step['seconds']:.1f} |")
print(f"| **all steps** | **{sum(s['seconds'] for s in record['steps']):.1f}** |\n")
print(f"Peak memory of the process {peak / 1e3:,.0f} MB = {peak / 1e3 / size:.1f} x the sparse counts. Writing the result folder comes on top of these steps.\n")
print("PCA alone, cells read from the simulator:\n")
print("    " + open(os.path.join(folder, "pca.txt")).read().strip())
