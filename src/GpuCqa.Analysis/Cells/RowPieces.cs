using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>Blocks of cells cut into pieces of fewer cells where they are too large; for operations on single cells.</summary>
internal static class RowPieces
{
    /// <summary>A row's offset, and what an operation keeps for the lanes that share the row.</summary>
    private const int RowBytes = 256;

    /// <summary>The blocks in order, each whole if it takes at most so many bytes, else in pieces that do, of at least one cell.</summary>
    /// <param name="blocks">cells x genes, CSR.</param>
    /// <param name="mostBytes">Bytes of a piece, or null for whole blocks.</param>
    public static IEnumerable<CsrMatrix<float>> Of(IEnumerable<CsrMatrix<float>> blocks, long? mostBytes)
    {
        foreach (CsrMatrix<float> block in blocks)
        {
            if (mostBytes is not { } most || Bytes(block, 0, block.Rows) <= most)
            {
                yield return block;
                continue;
            }

            for (int from = 0, to; from < block.Rows; from = to)
            {
                to = from + 1;
                while (to < block.Rows && Bytes(block, from, to + 1) <= most) to++;
                yield return Rows(block, from, to);
            }
        }
    }

    private static long Bytes(CsrMatrix<float> block, int from, int to) => (8 * (block.RowOffsets[to] - block.RowOffsets[from])) + ((long)RowBytes * (to - from + 1));

    private static CsrMatrix<float> Rows(CsrMatrix<float> block, int from, int to)
    {
        int start = (int)block.RowOffsets[from], end = (int)block.RowOffsets[to];
        long[] offsets = new long[to - from + 1];
        for (int r = 0; r < offsets.Length; r++) offsets[r] = block.RowOffsets[from + r] - start;
        return new CsrMatrix<float>(to - from, block.Columns, offsets, block.ColumnIndices[start..end], block.Values[start..end]);
    }
}
