using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Hdf5.Writing;

namespace GpuCqa.Formats.Hdf5;

/// <summary>An h5ad file of counts that is written block by block, for cells whose number is not bounded by memory.</summary>
/// <remarks>
/// X in anndata's csr_matrix encoding, barcodes as the index of obs, gene ids as the index of var with their symbols. All arrays grow by
/// whole compressed chunks, so memory does not depend on the cells. The same cells give the same bytes, in whatever blocks they come.
/// One thread at a time. A file that was not finished is no h5ad file.
/// </remarks>
public sealed class H5adOutput : IDisposable
{
    private readonly Hdf5Output file;
    private readonly FeatureTable features;
    private readonly OutputGroup x, obs;
    private readonly GrowingTexts barcodes;
    private readonly GrowingArray<float> data;
    private readonly GrowingIndices indices, offsets;
    private long cells, entries;

    private H5adOutput(Hdf5Output file, FeatureTable features, bool wideIndices)
    {
        this.file = file;
        this.features = features;
        AnnDataRoot.Begin(file);
        FrameWriter.Write(file.Root, "var", features.Ids, [AnnDataColumn.Texts("gene_symbols", features.Names)], features.Count);
        obs = file.Root.AddGroup("obs");
        barcodes = FrameWriter.Begin(obs);
        x = file.Root.AddGroup("X");
        x.Encode("csr_matrix", "0.1.0");
        data = x.AddGrowing<float>("data");
        indices = new GrowingIndices(x, "indices", wideIndices);
        offsets = new GrowingIndices(x, "indptr", wideIndices);
        offsets.Append(0);
    }

    /// <summary>Creates the file, over an existing one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="features">The genes.</param>
    /// <param name="wideIndices">True for int64 offsets and indices, which 2^31 entries and more need; else int32, which every reader knows.</param>
    /// <exception cref="PreconditionException">libhdf5 is not installed, or the file cannot be created.</exception>
    public static H5adOutput Create(string path, FeatureTable features, bool wideIndices)
    {
        Hdf5Output file = Hdf5Output.Create(path);
        try
        {
            return new H5adOutput(file, features, wideIndices);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Adds cells behind those that are there.</summary>
    /// <param name="block">cells x features, counts, CSR.</param>
    /// <exception cref="InvalidParameterException">The block does not fit the features.</exception>
    /// <exception cref="PreconditionException">The disk refused, for instance because it is full.</exception>
    public void Append(CellBlock block)
    {
        CsrMatrix<float> counts = block.Values;
        if (counts.Columns != features.Count || counts.Rows != block.Barcodes.Length)
            throw new InvalidParameterException($"A block of {counts.Rows} x {counts.Columns} does not fit {block.Barcodes.Length} barcodes and {features.Count} features.");
        barcodes.Append(block.Barcodes);
        data.Append(counts.Values.AsSpan(0, (int)counts.NonZeros));
        indices.Append(counts.ColumnIndices.AsSpan(0, (int)counts.NonZeros));
        for (int row = 1; row <= counts.Rows; row++) offsets.Append(entries + counts.RowOffsets[row]);
        entries += counts.NonZeros;
        cells += counts.Rows;
    }

    /// <summary>Stores what is pending, and the shape.</summary>
    /// <exception cref="PreconditionException">The disk refused.</exception>
    public void Finish()
    {
        barcodes.Finish();
        data.Finish();
        indices.Finish();
        offsets.Finish();
        x.Set<long>("shape", [cells, features.Count]);
        file.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        data.Dispose();
        indices.Dispose();
        offsets.Dispose();
        file.Dispose();
    }
}
