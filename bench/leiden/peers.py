"""Times igraph's and leidenalg's Leiden on a graph that the bench wrote, one thread, and states the RB quality of every labelling, ours among them, by one formula.

peers.py GRAPH RUNS_IGRAPH RUNS_LEIDENALG RESOLUTIONS [PREFIX]: PREFIX-RESOLUTION.i32 are our labels. Needs Debian's python3-igraph, python3-leidenalg, python3-numpy.
"""
import random
import sys
import time

import igraph
import leidenalg
import numpy as np


def read(path):
    with open(path, "rb") as file:
        nodes, entries, _ = np.fromfile(file, "<i8", 3)
        offsets = np.fromfile(file, "<i8", nodes + 1)
        columns = np.fromfile(file, "<i4", entries)
        weights = np.fromfile(file, "<f8", entries)
        states = np.fromfile(file, "<i4", nodes)
    rows = np.repeat(np.arange(nodes, dtype=np.int32), np.diff(offsets))
    return int(nodes), rows, columns, weights, states


def quality(labels, resolution):
    """Sum over ordered pairs of one cluster of A_ij - resolution k_i k_j / 2m, the diagonal left out."""
    labels = np.asarray(labels)
    inside = weights[off][labels[rows[off]] == labels[columns[off]]].sum()
    return inside - resolution * (np.bincount(labels, strength) ** 2).sum() / strength.sum()


path, runs_igraph, runs_leidenalg = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
resolutions = [float(r) for r in sys.argv[4].split(",")]
prefix = sys.argv[5] if len(sys.argv) > 5 else None
nodes, rows, columns, weights, states = read(path)
off = rows != columns
strength = np.bincount(rows[off], weights[off], nodes)
upper = rows < columns
graph = igraph.Graph(n=nodes, edges=np.column_stack((rows[upper], columns[upper])))
weight = weights[upper]
print(f"# igraph {igraph.__version__}, leidenalg {leidenalg.version}; {nodes} nodes, {graph.ecount()} edges", flush=True)
print("program,resolution,run,seconds,processor seconds,quality,clusters", flush=True)


def say(program, resolution, run, seconds, cpu, labels):
    print(f"{program},{resolution:g},{run},{seconds:.3f},{cpu:.3f},{quality(labels, resolution):.3f},{len(set(labels))}", flush=True)


for resolution in resolutions:
    if prefix:
        say("gpucqa", resolution, 0, float("nan"), float("nan"), np.fromfile(f"{prefix}-{resolution:g}.i32", "<i4").tolist())
    for run in range(max(runs_igraph, runs_leidenalg)):
        if run < runs_igraph:
            random.seed(run + 1)
            start, cpu = time.perf_counter(), time.process_time()
            # igraph's resolution with vertex weights k_i is divided by 2m: RB quality.
            found = graph.community_leiden(objective_function="modularity", weights=weight.tolist(), resolution_parameter=resolution, n_iterations=2)
            say("igraph", resolution, run + 1, time.perf_counter() - start, time.process_time() - cpu, found.membership)
        if run < runs_leidenalg:
            start, cpu = time.perf_counter(), time.process_time()
            found = leidenalg.find_partition(graph, leidenalg.RBConfigurationVertexPartition, weights=weight, resolution_parameter=resolution, n_iterations=2, seed=run + 1)
            say("leidenalg", resolution, run + 1, time.perf_counter() - start, time.process_time() - cpu, found.membership)
