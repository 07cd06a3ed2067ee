using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Hdf5.Native;
using GpuCqa.Formats.Hdf5.Writing;

namespace GpuCqa.Formats.Hdf5;

/// <summary>Writes an h5ad file in anndata's current encoding, part by part, so that scanpy, Seurat and CELLxGENE open it.</summary>
/// <remarks>
/// Write obs and var, and whatever else there is, each once, in any order; sizes are checked against each other. Arrays are chunked
/// and compressed (shuffle, gzip level 4), large ones chunk by chunk side by side. The same calls give the same bytes: no time or path is in the file. Layout and names
/// follow https://anndata.readthedocs.io/en/stable/fileformat-prose.html (anndata 0.1.0, dataframe and categorical 0.2.0).
/// One thread at a time.
/// </remarks>
public sealed class H5adWriter : IDisposable
{
    private readonly Hdf5Output file;
    private readonly Dictionary<string, OutputGroup> parts;
    private readonly UnstructuredWriter unstructured;
    private int? cells;
    private int? genes;

    private H5adWriter(Hdf5Output file)
    {
        this.file = file;
        parts = AnnDataRoot.Begin(file);
        unstructured = new UnstructuredWriter(parts["uns"]);
    }

    /// <summary>Checks, before a long job, that files can be written at all.</summary>
    /// <exception cref="PreconditionException">libhdf5 is not installed.</exception>
    public static void Check() => Hdf5Library.Require();

    /// <summary>Version of the system's libhdf5.</summary>
    /// <exception cref="PreconditionException">libhdf5 is not installed.</exception>
    public static string LibraryVersion
    {
        get
        {
            Hdf5Library.Require();
            return Hdf5Session.Version.ToString();
        }
    }

    /// <summary>Creates the file, over an existing one.</summary>
    /// <exception cref="PreconditionException">libhdf5 is not installed, or the file cannot be created.</exception>
    public static H5adWriter Create(string path) => new(Hdf5Output.Create(path));

    /// <summary>Writes X in blocks of rows, as they come.</summary>
    /// <param name="rows">Cells.</param>
    /// <param name="columns">Genes.</param>
    /// <param name="blocks">cells x genes, counts or normalized values, CSR; together they have <paramref name="rows"/> rows.</param>
    /// <param name="wideIndices">True for int64 offsets and indices, which 2^31 entries and more need; else int32, which every reader knows.</param>
    /// <exception cref="ArgumentException">The blocks do not add up to the shape, or the shape contradicts what was written before.</exception>
    public void WriteX(int rows, int columns, IEnumerable<CsrMatrix<float>> blocks, bool wideIndices = false) =>
        WriteCells(file.Root, "X", rows, columns, blocks, wideIndices);

    /// <summary>Writes a layer: another matrix of the same cells and genes.</summary>
    /// <param name="name">Its key in <c>layers</c>.</param>
    /// <param name="rows">Cells.</param>
    /// <param name="columns">Genes.</param>
    /// <param name="blocks">cells x genes, CSR, in blocks of rows.</param>
    /// <param name="wideIndices">As in <see cref="WriteX"/>.</param>
    public void WriteLayer(string name, int rows, int columns, IEnumerable<CsrMatrix<float>> blocks, bool wideIndices = false) =>
        WriteCells(parts["layers"], name, rows, columns, blocks, wideIndices);

    /// <summary>Writes the table of cells.</summary>
    /// <param name="index">Name of each cell, unique.</param>
    /// <param name="columns">Columns of as many rows.</param>
    public void WriteObs(IReadOnlyList<string> index, params IReadOnlyList<AnnDataColumn> columns) =>
        FrameWriter.Write(file.Root, "obs", index, columns, Agree(ref cells, index.Count, "obs", "cells"));

    /// <summary>Writes the table of genes.</summary>
    /// <param name="index">Name of each gene, unique.</param>
    /// <param name="columns">Columns of as many rows.</param>
    public void WriteVar(IReadOnlyList<string> index, params IReadOnlyList<AnnDataColumn> columns) =>
        FrameWriter.Write(file.Root, "var", index, columns, Agree(ref genes, index.Count, "var", "genes"));

    /// <summary>Writes an embedding.</summary>
    /// <param name="name">Its key in <c>obsm</c> ("X_pca", "X_umap").</param>
    /// <param name="values">cells x dimensions, row-major, float32.</param>
    public void WriteObsm(string name, DenseMatrix<float> values) => WriteDense("obsm", name, values, Agree(ref cells, values.Rows, name, "cells"));

    /// <summary>Writes loadings or another matrix of genes.</summary>
    /// <param name="name">Its key in <c>varm</c> ("PCs").</param>
    /// <param name="values">genes x dimensions, row-major, float64.</param>
    public void WriteVarm(string name, DenseMatrix<double> values) => WriteDense("varm", name, values, Agree(ref genes, values.Rows, name, "genes"));

    /// <summary>Writes a graph of cells.</summary>
    /// <param name="name">Its key in <c>obsp</c> ("connectivities", "distances").</param>
    /// <param name="graph">cells x cells, weights, CSR, float32.</param>
    public void WriteObsp(string name, CsrMatrix<float> graph)
    {
        if (graph.Rows != graph.Columns) throw new ArgumentException($"A graph of cells is square; got {graph.Rows} x {graph.Columns}.", nameof(graph));
        _ = Agree(ref cells, graph.Rows, name, "cells");
        SparseWriter.Write(parts["obsp"], AnnDataColumn.CheckKey(name), graph.Rows, graph.Columns, [graph], wide: false);
    }

    /// <summary>Writes a graph of cells, rounded to float32.</summary>
    /// <param name="name">Its key in <c>obsp</c>.</param>
    /// <param name="graph">cells x cells, weights, CSR, float64.</param>
    public void WriteObsp(string name, CsrMatrix<double> graph)
    {
        var values = new float[graph.NonZeros];
        for (int i = 0; i < values.Length; i++) values[i] = (float)graph.Values[i];
        WriteObsp(name, new CsrMatrix<float>(graph.Rows, graph.Columns, graph.RowOffsets, graph.ColumnIndices, values));
    }

    /// <summary>Writes a text under <c>uns</c>; slashes in the key make nested dictionaries.</summary>
    public void WriteUns(string key, string value) => unstructured.Add(key, (group, name) => group.AddText(name, value), "string");

    /// <summary>Writes a number under <c>uns</c>.</summary>
    public void WriteUns(string key, double value) => unstructured.Add(key, (group, name) => group.AddScalar(name, value), "numeric-scalar");

    /// <summary>Writes an integer under <c>uns</c>.</summary>
    public void WriteUns(string key, long value) => unstructured.Add(key, (group, name) => group.AddScalar(name, value), "numeric-scalar");

    /// <summary>Writes a boolean under <c>uns</c>.</summary>
    public void WriteUns(string key, bool value) => unstructured.Add(key, (group, name) => group.AddScalar(name, value), "numeric-scalar");

    /// <summary>Writes texts under <c>uns</c>.</summary>
    public void WriteUns(string key, IReadOnlyList<string> values) => unstructured.Add(key, (group, name) => group.AddTexts(name, values), "string-array");

    /// <summary>Writes numbers under <c>uns</c>.</summary>
    public void WriteUns(string key, double[] values) => unstructured.Add(key, (group, name) => group.Add<double>(name, values, values.Length), "array");

    /// <summary>Writes integers under <c>uns</c>.</summary>
    public void WriteUns(string key, long[] values) => unstructured.Add(key, (group, name) => group.Add<long>(name, values, values.Length), "array");

    /// <summary>Writes a matrix under <c>uns</c>.</summary>
    /// <param name="key">Its key; slashes make nested dictionaries.</param>
    /// <param name="values">Any shape and unit, row-major, float64.</param>
    public void WriteUns(string key, DenseMatrix<double> values) =>
        unstructured.Add(key, (group, name) => group.Add<double>(name, values.Values, values.Rows, values.Columns), "array");

    /// <summary>Writes what is still in memory to the disk.</summary>
    /// <exception cref="PreconditionException">It cannot be written.</exception>
    public void Flush() => file.Flush();

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    private void WriteCells(OutputGroup parent, string name, int rows, int columns, IEnumerable<CsrMatrix<float>> blocks, bool wide)
    {
        _ = Agree(ref cells, rows, name, "cells");
        _ = Agree(ref genes, columns, name, "genes");
        SparseWriter.Write(parent, AnnDataColumn.CheckKey(name), rows, columns, blocks, wide);
    }

    private void WriteDense<T>(string part, string name, DenseMatrix<T> values, int rows) where T : unmanaged =>
        parts[part].Add<T>(AnnDataColumn.CheckKey(name), values.Values, rows, values.Columns).Encode("array", "0.2.0");

    private static int Agree(ref int? known, int count, string part, string of)
    {
        if (known is { } before && before != count) throw new ArgumentException($"'{part}' has {count} {of}, but the file has {before}.");
        known = count;
        return count;
    }
}
