"""Times scikit-learn, FAISS and the bare matrix product on the points that the engine searched, and compares neighbour sets."""
import sys
import time

import faiss
import numpy as np
from sklearn.neighbors import NearestNeighbors

folder, cells, dims, k, repetitions = sys.argv[1], *map(int, sys.argv[2:6])
x = np.fromfile(f"{folder}/points.f32", "<f4").reshape(cells, dims)
engine = np.fromfile(f"{folder}/engine.i32", "<i4").reshape(cells, k)


def timed(name, action):
    runs, result, cpu = [], None, time.process_time()
    for _ in range(repetitions):
        start = time.perf_counter()
        result = action()
        runs.append(time.perf_counter() - start)
    cpu = (time.process_time() - cpu) / repetitions
    print(f"{name}: best {min(runs):.3f} s, median {sorted(runs)[len(runs) // 2]:.3f} s, runs {' '.join(f'{r:.3f}' for r in runs)}, processor {cpu:.3f} s a run")
    return result


def floor():
    """All products of the search in tiles that stay in cache, nothing kept."""
    tile, out = 4096, np.empty((4096, 4096), np.float32)
    transposed = np.ascontiguousarray(x.T)
    for i in range(0, cells, tile):
        rows = x[i:i + tile]
        for j in range(0, cells, tile):
            columns = transposed[:, j:j + tile]
            np.matmul(rows, columns, out=out[:rows.shape[0], :columns.shape[1]])


def flat():
    index = faiss.IndexFlatL2(dims)
    index.add(x)
    return index.search(x, k)[1]


def differences(other):
    """Rows whose neighbour sets differ by more than ties within float32 rounding."""
    rows = np.flatnonzero((np.sort(other, 1) != np.sort(engine, 1)).any(1))
    real = 0
    for r in rows:
        def kth(ids):
            return np.sort(np.sqrt(((x[ids].astype(float) - x[r].astype(float)) ** 2).sum(1)))[-1]
        real += abs(kth(other[r]) - kth(engine[r])) > 1e-5 * kth(engine[r])
    return len(rows), real


timed("sgemm floor (numpy, OpenBLAS)", floor)
brute = timed("scikit-learn brute force", lambda: NearestNeighbors(n_neighbors=k, algorithm="brute", n_jobs=-1).fit(x).kneighbors(x, return_distance=False))
faiss_ids = timed("FAISS IndexFlatL2", flat)
for name, other in (("scikit-learn", brute), ("FAISS", faiss_ids)):
    rows, real = differences(other)
    print(f"agreement with {name}: {cells - rows} of {cells} rows the same set, {real} rows differ by more than rounding")
