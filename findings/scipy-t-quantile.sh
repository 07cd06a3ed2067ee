#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "SciPy 1.10.1 (Debian 12, python3-scipy 1.10.1-2), stats.t.ppf"
say expected "the quantile to about double precision, as stats.nct.ppf with noncentrality 0 gives it"
say seen "right to 8 to 11 digits only: at 4 degrees of freedom and p = 0.95 the relative error is 2e-9, of nct.ppf below 1e-14"
debian python3-scipy=1.10.1-2
python_script <<'PY'
import math
import sys
import scipy
from scipy import stats

print("SciPy", scipy.__version__)
worst = {"t.ppf": 0.0, "nct.ppf": 0.0}
for p in (0.6, 0.75, 0.9, 0.95, 0.99):
    a = 4 * p * (1 - p)
    exact = 2 * math.sqrt(math.cos(math.acos(math.sqrt(a)) / 3) / math.sqrt(a) - 1)  # Closed form at 4 degrees of freedom.
    errors = {"t.ppf": abs(stats.t.ppf(p, 4) / exact - 1), "nct.ppf": abs(stats.nct.ppf(p, 4, 0) / exact - 1)}
    print(f"p = {p}: exact {exact:.15f}, relative error of t.ppf {errors['t.ppf']:.1e}, of nct.ppf {errors['nct.ppf']:.1e}")
    worst = {name: max(worst[name], errors[name]) for name in worst}
if not (worst["t.ppf"] > 1e-9 and worst["nct.ppf"] < 1e-13):
    print("changed: t.ppf was above 1e-9 and nct.ppf below 1e-13 somewhere")
    sys.exit(1)
PY
outcome "$code"
