#!/usr/bin/env python3
"""replication.py OUT: shares of each verdict over the seeds that replication.sh made, with Clopper-Pearson intervals."""
import collections
import glob
import math
import sys


def tail(k, n, p):
    """P(X >= k) of a binomial."""
    return sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1))


def interval(k, n, level=0.95):
    def solve(reached):
        low, high = 0.0, 1.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if not reached(middle) else (low, middle)
        return low

    side = (1 - level) / 2
    return (0.0 if k == 0 else solve(lambda p: tail(k, n, p) >= side)), (1.0 if k == n else solve(lambda p: 1 - tail(k + 1, n, p) <= side))


rows = [line.strip().split(",") for name in sorted(glob.glob(sys.argv[1] + "/*.csv")) for line in open(name)]
seeds = sorted({int(r[0]) for r in rows})
print(f"{len(seeds)} cohorts, seeds {seeds[0]} to {seeds[-1]}\n")
print("| set | verdict | cohorts | share | 95 % |\n|---|---|---|---|---|")
counts = collections.OrderedDict()
for _, name, _, _, _, verdict, *_ in rows:
    counts.setdefault(name, collections.Counter())[verdict] += 1
first = {r[0]: r for r in rows}
counts["grade"] = collections.Counter(r[6] for r in first.values())
counts["cluster of the claim is the planted state"] = collections.Counter(r[7] for r in first.values())
counts["claim established on the train lots (family-wise p <= 0.05)"] = collections.Counter("yes" if float(r[8]) <= 0.05 else "no" for r in first.values())
for name, verdicts in counts.items():
    n = sum(verdicts.values())
    for verdict, k in sorted(verdicts.items()):
        low, high = interval(k, n)
        print(f"| {name} | {verdict} | {k} of {n} | {100 * k / n:.0f} % | {100 * low:.0f} to {100 * high:.0f} % |")
