#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "anndata 0.8.0 on h5py 3.7.0 (Debian 12, python3-anndata 0.8.0-4)"
say expected "a key with a slash ('dose/day') is written and read back, or refused when it is written"
say seen "in obs it comes back; in uns it comes back as a dictionary in a dictionary, silently; with one in layers or obsm the file is written without a word and cannot be read again"
debian python3-anndata=0.8.0-4
python_script <<'PY'
import os
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")
import anndata
import numpy as np
import pandas as pd

print("anndata", anndata.__version__)
changed = False
for part, recorded in (("obs", "read back"), ("uns", "read back as {'a': {'b': 1}}"), ("layers", "written, not readable: AttributeError"), ("obsm", "written, not readable: AttributeError")):
    names = pd.DataFrame(index=["c1", "c2", "c3"])
    data = anndata.AnnData(np.ones((3, 2), dtype=np.float32), obs=names, var=pd.DataFrame(index=["g1", "g2"]))
    getattr(data, part)["a/b"] = {"obs": [1.0, 2.0, 3.0], "uns": 1}.get(part, np.ones((3, 2), dtype=np.float32))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "lots.h5ad")
        data.write_h5ad(path)
        try:
            back = getattr(anndata.read_h5ad(path), part)
            seen = "read back" if "a/b" in back else f"read back as {dict(back)}"
        except Exception as error:
            seen = f"written, not readable: {type(error).__name__}"
    print(f"{part}['a/b']: {seen}")
    if seen != recorded:
        print(f"changed: was '{recorded}'")
        changed = True
sys.exit(int(changed))
PY
outcome "$code"
