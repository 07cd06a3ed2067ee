namespace GpuCqa.Core.Matrices;

/// <summary>Turns blocks of cells into one matrix by gene.</summary>
public static class CsrTransposition
{
    /// <summary>Stacks the blocks (cells x genes) and transposes them to genes x cells.</summary>
    /// <param name="blocks">Row blocks with the same number of columns, in cell order.</param>
    /// <param name="columns">Number of columns of every block.</param>
    /// <returns>columns x all rows; the cells of a gene ascend.</returns>
    /// <remarks>Counting sort, O(non-zeros); the result holds at most 2^31 - 1 entries (take fewer columns at a time).</remarks>
    public static CsrMatrix<T> Transpose<T>(IReadOnlyList<CsrMatrix<T>> blocks, int columns) where T : unmanaged
    {
        long[] offsets = new long[columns + 1];
        int cells = 0;
        foreach (CsrMatrix<T> block in blocks)
        {
            if (block.Columns != columns) throw new ArgumentException($"A block has {block.Columns} columns, expected {columns}.", nameof(blocks));
            cells = checked(cells + block.Rows);
            for (long i = 0; i < block.NonZeros; i++) offsets[block.ColumnIndices[i] + 1]++;
        }

        for (int g = 0; g < columns; g++) offsets[g + 1] += offsets[g];
        long[] next = offsets[..columns];
        int[] indices = new int[offsets[columns]];
        T[] values = new T[offsets[columns]];
        int first = 0;
        foreach (CsrMatrix<T> block in blocks)
        {
            for (int r = 0; r < block.Rows; r++)
            {
                ReadOnlySpan<int> row = block.RowIndices(r);
                ReadOnlySpan<T> rowValues = block.RowValues(r);
                for (int i = 0; i < row.Length; i++)
                {
                    long at = next[row[i]]++;
                    indices[at] = first + r;
                    values[at] = rowValues[i];
                }
            }

            first += block.Rows;
        }

        return new CsrMatrix<T>(columns, cells, offsets, indices, values);
    }
}
