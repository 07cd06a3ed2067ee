"""Energy distance of lots before and after by scipy's cdist, from the points that the engine compared, with every labelling of lots; seconds of the clock and of the processor."""
import itertools
import sys
import time

import numpy as np
from scipy.spatial.distance import cdist

path, side, cells, dims = sys.argv[1], *map(int, sys.argv[2:5])
lots = 2 * side
# cdist computes in float64.
x = np.fromfile(path, "<f4").reshape(lots, cells, dims).astype(np.float64)
clock, processor = time.perf_counter(), time.process_time()
mean = np.empty((lots, lots))
for a in range(lots):
    for b in range(a, lots):
        mean[a, b] = mean[b, a] = cdist(x[a], x[b]).mean()
pairs = time.process_time() - processor


def energy(after):
    t = np.zeros(lots, bool)
    t[list(after)] = True
    return 2 * mean[np.ix_(~t, t)].mean() - mean[np.ix_(~t, ~t)].mean() - mean[np.ix_(t, t)].mean()


observed = energy(range(side, lots))
all_ = [energy(c) for c in itertools.combinations(range(lots), side)]
p = np.mean([e >= observed * (1 - 1e-12) for e in all_])
print(f"scipy cdist: {time.perf_counter() - clock:.1f} s, {time.process_time() - processor:.1f} s of the processor ({pairs:.1f} s of it distances), energy {observed!r} p {p:.4f} over {len(all_)} labellings")
