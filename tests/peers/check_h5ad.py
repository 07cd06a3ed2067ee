#!/usr/bin/env python3
"""Checks a .h5ad file element by element against anndata's on-disk specification
(https://anndata.readthedocs.io/en/stable/fileformat-prose.html), reads it with h5py and scipy, and prints what
it holds as JSON. Where the anndata package is at hand, anndata reads the file too and must see the same.

usage: check_h5ad.py FILE.h5ad        exit code 0 and JSON, or 1 and the first fault
"""
import json
import sys

import h5py
import numpy as np
from scipy import sparse

VERSIONS = {
    "anndata": "0.1.0", "dict": "0.1.0", "csr_matrix": "0.1.0", "csc_matrix": "0.1.0", "dataframe": "0.2.0", "array": "0.2.0",
    "string-array": "0.2.0", "string": "0.2.0", "numeric-scalar": "0.2.0", "categorical": "0.2.0",
}


def need(condition, key, finding):
    if not condition:
        sys.exit(f"{key}: {finding}")


def encoding(node):
    kind = node.attrs.get("encoding-type")
    need(isinstance(kind, str), node.name, "has no encoding-type of text")
    need(kind in VERSIONS, node.name, f"has the unknown encoding-type {kind!r}")
    need(node.attrs.get("encoding-version") == VERSIONS[kind], node.name, f"has version {node.attrs.get('encoding-version')!r} of {kind}")
    return kind


def texts(node):
    info = h5py.check_string_dtype(node.dtype)
    need(info is not None and info.encoding == "utf-8" and info.length is None, node.name, "is not UTF-8 text of variable length")
    return node.asstr()[()]


def read_sparse(node, kind):
    shape = node.attrs["shape"]
    need(len(shape) == 2 and np.issubdtype(shape.dtype, np.integer), node.name, "has no shape of two integers")
    data, indices, indptr = (node[part][()] for part in ("data", "indices", "indptr"))
    need(indices.dtype == indptr.dtype, node.name, f"mixes indices of {indices.dtype} with offsets of {indptr.dtype}, which scipy's kernels refuse")
    major, minor = (shape[0], shape[1]) if kind == "csr_matrix" else (shape[1], shape[0])
    need(len(indptr) == major + 1 and indptr[0] == 0 and indptr[-1] == len(data) == len(indices), node.name, "has offsets that do not fit")
    need((np.diff(indptr) >= 0).all(), node.name, "has decreasing offsets")
    need(len(indices) == 0 or (indices.min() >= 0 and indices.max() < minor), node.name, "has an index out of range")
    build = sparse.csr_matrix if kind == "csr_matrix" else sparse.csc_matrix
    matrix = build((data, indices, indptr), shape=tuple(shape))
    matrix.check_format(full_check=True)
    need(matrix.has_canonical_format, node.name, "has unsorted or repeated indices")
    return matrix


def weighted(matrix):
    """Tells where the values lie, not only what they are."""
    matrix = sparse.coo_matrix(matrix)
    return float(((matrix.row + 1.0) * (matrix.col + 1.0) * matrix.data.astype("f8")).sum())


def describe(node):
    kind = encoding(node)
    if kind == "dataframe":
        return read_frame(node)
    if kind == "dict" or kind == "anndata":
        need(isinstance(node, h5py.Group), node.name, "is not a group")
        return {name: describe(node[name]) for name in node}
    if kind in ("csr_matrix", "csc_matrix"):
        matrix = read_sparse(node, kind)
        return {"kind": kind, "shape": list(map(int, matrix.shape)), "nnz": int(matrix.nnz), "dtype": str(matrix.dtype), "indices": str(node["indices"].dtype), "weighted": weighted(matrix)}
    if kind == "categorical":
        need(isinstance(node.attrs.get("ordered"), np.bool_), node.name, "has no boolean 'ordered'")
        need(encoding(node["codes"]) == "array" and encoding(node["categories"]) in ("array", "string-array"), node.name, "has parts of a wrong kind")
        codes, names = node["codes"][()], texts(node["categories"])
        need(np.issubdtype(codes.dtype, np.signedinteger), node.name, "has codes that are not signed integers")
        need(len(codes) == 0 or (codes.min() >= -1 and codes.max() < len(names)), node.name, "has a code out of range")
        return {"kind": kind, "ordered": bool(node.attrs["ordered"]), "dtype": str(codes.dtype), "values": [names[c] if c >= 0 else None for c in codes]}
    need(isinstance(node, h5py.Dataset), node.name, "is not a dataset")
    if kind == "string-array":
        return {"kind": kind, "values": list(texts(node))}
    if kind == "string":
        need(node.shape == (), node.name, "is not a scalar")
        return {"kind": kind, "value": texts(node)}
    value = node[()]
    need(value.dtype.kind in "iufb", node.name, f"is of type {value.dtype}")
    if kind == "numeric-scalar":
        need(node.shape == (), node.name, "is not a scalar")
        return {"kind": kind, "dtype": str(value.dtype), "value": value.item()}
    if value.ndim == 2:
        return {"kind": kind, "dtype": str(value.dtype), "shape": list(value.shape), "weighted": weighted(value)}
    return {"kind": kind, "dtype": str(value.dtype), "values": [None if v != v else v for v in value.tolist()]}


def read_frame(node):
    index = node.attrs.get("_index")
    need(isinstance(index, str) and index in node, node.name, "has no _index that names a column")
    order = list(node.attrs["column-order"])
    need(sorted(order + [index]) == sorted(node), node.name, f"has the columns {sorted(node)}, but column-order names {order}")
    columns = {name: describe(node[name]) for name in order}
    names = texts(node[index])
    need(encoding(node[index]) == "string-array" and len(set(names)) == len(names), node.name, "has an index that is not unique")
    for name, column in columns.items():
        need(len(column["values"]) == len(names), f"{node.name}/{name}", "has another length than the index")
    return {"kind": "dataframe", "index": list(names), "columns": columns}


def check_sizes(found):
    cells, genes = len(found["obs"]["index"]), len(found["var"]["index"])
    for part, sizes in (("layers", (cells, genes)), ("obsm", (cells,)), ("varm", (genes,)), ("obsp", (cells, cells)), ("varp", (genes, genes))):
        need(part in found, "/", f"has no {part}")
        for name, value in found[part].items():
            need(tuple(value["shape"][:len(sizes)]) == sizes, f"/{part}/{name}", f"has the shape {value['shape']}; it must start with {sizes}")
    need("X" not in found or tuple(found["X"]["shape"]) == (cells, genes), "/X", "does not fit obs and var")


def compare_with_anndata(path, found):
    try:
        import anndata
    except ImportError:
        return False
    read = anndata.read_h5ad(path)
    need(list(read.obs_names) == found["obs"]["index"] and list(read.var_names) == found["var"]["index"], path, "anndata reads other names")
    need(set(read.obs.columns) == set(found["obs"]["columns"]) and list(read.obs.columns) == list(found["obs"]["columns"]), path, "anndata reads other columns")
    need("X" not in found or weighted(read.X) == found["X"]["weighted"], path, "anndata reads another X")
    need(set(read.obsm) == set(found["obsm"]) and set(read.obsp) == set(found["obsp"]) and set(read.uns) == set(found["uns"]), path, "anndata reads other parts")
    return True


def main():
    with h5py.File(sys.argv[1], "r") as file:
        need(encoding(file) == "anndata", "/", "is not encoded as anndata")
        for part in ("obs", "var", "layers", "obsm", "obsp", "uns", "varm", "varp"):
            need(part in file, "/", f"has no {part}")
        found = describe(file)
    check_sizes(found)
    found["read_by_anndata"] = compare_with_anndata(sys.argv[1], found)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
