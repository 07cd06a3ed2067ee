using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.References;

/// <summary>Columns of a sparse matrix as steps: the first column of a row, then how far each is from the one before. Nearly all of them fit a byte.</summary>
internal static class ColumnGaps
{
    /// <summary>The steps of all entries.</summary>
    /// <param name="matrix">Rows.</param>
    /// <param name="gaps">Room, made larger where it is too small.</param>
    public static ReadOnlySpan<float> Of(CsrMatrix<float> matrix, ref float[] gaps)
    {
        if (gaps.Length < matrix.NonZeros) gaps = new float[matrix.NonZeros];
        int at = 0;
        for (int r = 0; r < matrix.Rows; r++)
        {
            int before = 0;
            foreach (int column in matrix.RowIndices(r))
            {
                gaps[at++] = column - before;
                before = column;
            }
        }

        return gaps.AsSpan(0, at);
    }

    /// <summary>The columns.</summary>
    /// <param name="offsets">rows + 1 offsets into the entries, not decreasing.</param>
    /// <param name="gaps">The steps.</param>
    public static int[] Columns(long[] offsets, float[] gaps)
    {
        int[] columns = new int[gaps.Length];
        for (int r = 0; r + 1 < offsets.Length; r++)
        {
            int column = 0;
            for (long e = offsets[r]; e < offsets[r + 1]; e++) columns[e] = column += (int)gaps[e];
        }

        return columns;
    }
}
