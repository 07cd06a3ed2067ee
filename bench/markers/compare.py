"""compare.py BEFORE NOW: how far the markers of two runs agree."""
import csv, sys

def read(path):
    with open(path) as file:
        rows = list(csv.reader(file))[1:]
    return [tuple(r[:3]) for r in rows], {tuple(r[:3]): r[3:] for r in rows}

(order_a, a), (order_b, b) = read(sys.argv[1]), read(sys.argv[2])
shared = [k for k in order_a if k in b]

def worst(column):
    return max((abs(float(a[k][column]) - float(b[k][column])) / max(abs(float(a[k][column])), 1e-300) for k in shared if a[k][column] != b[k][column]), default=0)

print(f"{len(order_a)} markers before, {len(order_b)} now, the same and in the same order: {order_a == order_b}; "
      f"log10 p the same digits in {sum(a[k][0] == b[k][0] for k in shared)}, AUC in {sum(a[k][2] == b[k][2] for k in shared)}, fold change in {sum(a[k][1] == b[k][1] for k in shared)} of {len(shared)}; "
      f"largest relative difference: log10 p {worst(0):.1e}, AUC {worst(2):.1e}, fold change {worst(1):.1e}")
sys.exit(0 if order_a == order_b and worst(0) == 0 and worst(2) == 0 and worst(1) < 1e-9 else 1)
