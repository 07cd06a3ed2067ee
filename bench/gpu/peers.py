"""Times the same operations with PyTorch and CuPy where they are installed: the peers of `gpucqa bench`.

Prints one JSON object: {"library versions", "ceilings", "operations": [{"name", "size", "peer", "seconds"}]}. Each time is the median of repeated runs
after a warm-up, with the device synchronized before and after. float32 products are float32: TF32 is off.
"""

import argparse
import json
import statistics
import sys
import time

SIZES = {
    "full": dict(cells=1_000_000, dims=50, k=15, genes=2_000, nonzeros=2_000_000_000, columns=20_000, samples=1_000, matrix=8192, copy=4 << 30),
    "small": dict(cells=20_000, dims=50, k=15, genes=500, nonzeros=4_000_000, columns=1_000, samples=200, matrix=1024, copy=256 << 20),
}


def median(run, synchronize, repeats=5):
    run()
    synchronize()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        synchronize()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def torch_peers(size, result):
    import torch

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    synchronize = torch.cuda.synchronize if device.type == "cuda" else (lambda: None)
    torch.backends.cuda.matmul.allow_tf32 = False
    result["versions"]["torch"] = torch.__version__
    result["device"] = torch.cuda.get_device_name() if device.type == "cuda" else "cpu"

    source = torch.randint(0, 127, (size["copy"],), dtype=torch.int8, device=device)
    target = torch.empty_like(source)
    result["ceilings"]["copy_gb_s"] = 2 * size["copy"] / median(lambda: target.copy_(source), synchronize) / 1e9
    del source, target
    n = size["matrix"]
    for name, kind in (("gemm_f32_tflop_s", torch.float32), ("gemm_f64_tflop_s", torch.float64)):
        a, b = torch.randn(n, n, dtype=kind, device=device), torch.randn(n, n, dtype=kind, device=device)
        result["ceilings"][name] = 2 * n**3 / median(lambda: a @ b, synchronize) / 1e12
        del a, b

    def add(name, size_text, seconds):
        result["operations"].append({"name": name, "size": size_text, "peer": "PyTorch", "seconds": seconds})

    cells, dims, k = size["cells"], size["dims"], size["k"]
    points = torch.randn(cells, dims, device=device)

    def knn():
        rows = max(1, (2 << 30) // (4 * cells))
        norms = (points * points).sum(1)
        for start in range(0, cells, rows):
            part = points[start:start + rows]
            scores = torch.addmm(norms.unsqueeze(0), part, points.T, alpha=-2)
            torch.topk(scores, k, dim=1, largest=False)

    add("knn", f"{cells} x {cells} x {dims}, k {k}", median(knn, synchronize, 2))
    del points

    genes = size["genes"]
    block = torch.randn(min(cells, 131072), genes, device=device)

    def gram():
        total = torch.zeros(genes, genes, dtype=torch.float64, device=device)
        for start in range(0, cells, block.shape[0]):
            part = block[:min(block.shape[0], cells - start)]
            total += (part.T @ part).double()
        return total

    add("gram", f"{cells} x {genes}, dense float32 blocks", median(gram, synchronize, 3))
    symmetric = gram()
    add("eigen", f"{genes} x {genes}, all pairs", median(lambda: torch.linalg.eigh(symmetric), synchronize, 2))
    del block, symmetric

    columns, samples = size["columns"], size["samples"]
    left, right = torch.randn(samples, columns, device=device), torch.randn(samples, columns, device=device)

    def spearman():
        ranks = []
        for part in (left, right):
            rank = part.argsort(0).argsort(0).float()
            rank -= rank.mean(0)
            ranks.append(rank / rank.norm(dim=0))
        return ranks[0].T @ ranks[1]

    add("spearman", f"{columns} x {columns} columns of {samples}", median(spearman, synchronize, 3))


def cupy_peers(size, result):
    import cupy
    import cupyx.scipy.sparse as sparse

    result["versions"]["cupy"] = cupy.__version__
    synchronize = cupy.cuda.Device().synchronize
    rows, genes = size["cells"], 20_000
    per_row = size["nonzeros"] // rows
    # CuPy's CSR offsets are 32-bit: the peer does as many rows as fit and its time is scaled.
    fit = min(rows, 2_000_000_000 // per_row)
    offsets = cupy.arange(0, (fit + 1) * per_row, per_row, dtype=cupy.int32)
    step = genes // per_row
    columns = (cupy.arange(per_row, dtype=cupy.int32) * step)[None, :] + cupy.random.randint(0, max(1, step), (fit, 1), dtype=cupy.int32)
    matrix = sparse.csr_matrix((cupy.random.poisson(1.5, fit * per_row).astype(cupy.float32) + 1, columns.ravel(), offsets), shape=(fit, genes))
    index = cupy.repeat(cupy.arange(fit, dtype=cupy.int32), per_row) if fit * per_row <= 500_000_000 else None

    def normalize():
        totals = matrix.sum(axis=1).ravel()
        if index is not None:
            values = cupy.log1p(matrix.data / totals[index] * 10_000)
        else:
            values = cupy.log1p((matrix.data.reshape(fit, per_row) / totals[:, None] * 10_000)).ravel()
        return values

    seconds = median(normalize, synchronize, 3) * rows / fit
    result["operations"].append({"name": "normalize", "size": f"{rows} x {genes}, {per_row} a cell, float32", "peer": "CuPy", "seconds": seconds})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scale", choices=list(SIZES) + ["tiny"], default="full")
    scale = parser.parse_args().scale
    size = SIZES["small" if scale == "tiny" else scale]
    result = {"versions": {}, "ceilings": {}, "operations": [], "missing": []}
    for peers in (torch_peers, cupy_peers):
        try:
            peers(size, result)
        except Exception as error:  # a peer that is absent, or too large for the card, is a gap in the table, not an end
            result["missing"].append(f"{peers.__name__}: {type(error).__name__}: {error}")
            print(result["missing"][-1], file=sys.stderr)
    json.dump(result, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
