"""Writes RESULTS.md from the outputs of one run."""
import platform
import re
import subprocess
import sys

folder, cells, dims, k, commit = sys.argv[1:6]


def read(name):
    with open(f"{folder}/{name}", encoding="utf-8") as file:
        return file.read().strip()


lines = [line for name in ("engine.txt", "peers.txt", "engine_again.txt") for line in read(name).splitlines()]
timings = []
for line in lines:
    found = re.match(r"(.*): best ([\d.]+) s, median ([\d.]+) s, runs ([\d. ]+), processor ([\d.]+) s a run", line)
    if found:
        name = "GpuCqa" if found[1].startswith("knn ") else found[1]
        timings.append((name, float(found[2]), float(found[3]), found[4], float(found[5])))
merged = {}
for name, best, median, runs, cpu in timings:
    old = merged.get(name)
    merged[name] = (min(best, old[0]), min(median, old[1]), old[2] + "; " + runs, min(cpu, old[3])) if old else (best, median, runs, cpu)
model = re.search(r"Model name:\s*(.*)", subprocess.run(["lscpu"], capture_output=True, text=True, check=True).stdout)[1]
cores = subprocess.run(["nproc"], capture_output=True, text=True, check=True).stdout.strip()
blas = subprocess.run(["readlink", "-f", "/etc/alternatives/libblas.so.3-x86_64-linux-gnu"], capture_output=True, text=True, check=False).stdout.strip()
own = merged["GpuCqa"]
print(f"# Exact k-NN, {int(cells):,} x {dims}, k = {k}\n")
print(f"`bench/knn/run.sh {cells} {dims} {k}` at commit {commit}, all in one run on one machine, same points (20 clusters, seed 1), neighbour sets compared.\n")
print(f"Machine: {model}, {cores} cores, {platform.system()} {platform.release()}; BLAS of the peers: {blas}.\n")
print(f"Load before: `{read('load_before')}`; after: `{read('load_after')}`. On a loaded machine wall times suffer, and with two threads the peers' processor seconds contain their threads' waiting for one another; the one-thread figures below do not.\n")
print("| program | best s | median s | processor s a run | times GpuCqa (best) | times GpuCqa (processor) | runs |")
print("|---|---|---|---|---|---|---|")
for name, (best, median, runs, cpu) in merged.items():
    print(f"| {name} | {best:.2f} | {median:.2f} | {cpu:.2f} | {best / own[0]:.2f} | {cpu / own[3]:.2f} | {runs} |")
print()
for line in lines:
    if line.startswith("agreement"):
        print(f"- {line}")
print("\nThe floor is the bare float32 product of all points with all points (no norms, no selection). GpuCqa scores each pair once and serves both cells, so it may be below it.")
print("\n## One thread each\n")
for line in read("one_thread.txt").splitlines():
    print(f"- {line}")
