using GpuCqa.Core.Matrices;

namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>Writes a sparse matrix in anndata's csr_matrix encoding 0.1.0, block by block.</summary>
/// <remarks>
/// Memory: the offsets (8 bytes a row) and the block at hand. Values float32. Offsets and indices share one type, int32 or int64:
/// anndata hands both to scipy unchecked, and scipy's kernels refuse a mixture.
/// </remarks>
internal static class SparseWriter
{
    /// <param name="parent">Where the matrix is written.</param>
    /// <param name="name">Its key.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="blocks">Blocks of rows that add up to the matrix.</param>
    /// <param name="wide">True for int64 offsets and indices, which 2^31 entries and more need.</param>
    internal static void Write(OutputGroup parent, string name, int rows, int columns, IEnumerable<CsrMatrix<float>> blocks, bool wide)
    {
        OutputGroup group = parent.AddGroup(name);
        group.Encode("csr_matrix", "0.1.0");
        group.Set<long>("shape", [rows, columns]);
        if (wide)
        {
            long[] offsets = WriteEntries<long>(group, rows, columns, blocks, (from, to) =>
            {
                for (int i = 0; i < from.Length; i++) to[i] = from[i];
            });
            group.Add<long>("indptr", offsets, offsets.Length);
        }
        else
        {
            long[] offsets = WriteEntries<int>(group, rows, columns, blocks, (from, to) => from.CopyTo(to));
            if (offsets[rows] > int.MaxValue) throw new ArgumentException($"'{name}' has {offsets[rows]} entries, which need wide indices.");
            group.Add<int>("indptr", Array.ConvertAll(offsets, o => (int)o), offsets.Length);
        }
    }

    private static long[] WriteEntries<TIndex>(OutputGroup group, int rows, int columns, IEnumerable<CsrMatrix<float>> blocks, CopyIndices<TIndex> copy) where TIndex : unmanaged
    {
        var offsets = new long[rows + 1];
        int done = 0;
        using GrowingArray<float> data = group.AddGrowing<float>("data");
        using GrowingArray<TIndex> indices = group.AddGrowing<TIndex>("indices");
        var buffer = new TIndex[1 << 16];
        foreach (CsrMatrix<float> block in blocks)
        {
            if (block.Columns != columns) throw new ArgumentException($"'{group.Key}': a block has {block.Columns} columns; {columns} were expected.");
            if (block.Rows > rows - done) throw new ArgumentException($"'{group.Key}': the blocks have more than {rows} rows.");
            for (int r = 1; r <= block.Rows; r++) offsets[done + r] = offsets[done] + block.RowOffsets[r];
            data.Append(block.Values.AsSpan(0, (int)block.NonZeros));
            for (int start = 0; start < block.NonZeros; start += buffer.Length)
            {
                int count = (int)Math.Min(buffer.Length, block.NonZeros - start);
                copy(block.ColumnIndices.AsSpan(start, count), buffer);
                indices.Append(buffer.AsSpan(0, count));
            }

            done += block.Rows;
        }

        if (done != rows) throw new ArgumentException($"'{group.Key}': the blocks have {done} rows; {rows} were expected.");
        data.Finish();
        indices.Finish();
        return offsets;
    }

    private delegate void CopyIndices<TIndex>(ReadOnlySpan<int> from, Span<TIndex> to);
}
