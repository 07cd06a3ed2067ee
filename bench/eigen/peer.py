"""scipy.linalg.eigh (LAPACK dsyevr) for the leading pairs of a matrix in a file: peer.py FILE N LEADING."""
import sys
import time

import numpy as np
import scipy
import scipy.linalg

n, leading = int(sys.argv[2]), int(sys.argv[3])
gram = np.fromfile(sys.argv[1]).reshape(n, n)
walls, processor = [], []
for _ in range(4):
    wall, cpu = time.perf_counter(), time.process_time()
    values, vectors = scipy.linalg.eigh(gram, subset_by_index=[n - leading, n - 1], driver="evr")
    walls.append(time.perf_counter() - wall)
    processor.append(time.process_time() - cpu)
walls, processor = walls[1:], processor[1:]
residual = np.linalg.norm(gram @ vectors - vectors * values, axis=0).max() / values[-1]
with open("/proc/self/maps") as maps:
    blas = sorted({line.split()[-1] for line in maps if "blas" in line and ".so" in line and "/scipy/" not in line and "/numpy/" not in line})
print(f"scipy {scipy.__version__} dsyevr, {' '.join(blas)}: best {min(walls):.3f} s, median {np.median(walls):.3f} s, runs {' '.join(f'{w:.3f}' for w in walls)}, processor {np.mean(processor):.3f} s a run")
print(f"eigenvalues {values[-1]:.6g} .. {values[0]:.6g}, largest residual {residual:.2E} of the first")
