using System.Collections;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>Blocks of cells without some of them: nothing is kept, a block is read and cut anew each time.</summary>
/// <param name="blocks">Blocks of all cells.</param>
/// <param name="kept">Whether each cell stays.</param>
public sealed class RemainingCells(IReadOnlyList<CsrMatrix<float>> blocks, bool[] kept) : IReadOnlyList<CsrMatrix<float>>
{
    /// <inheritdoc/>
    public int Count => blocks.Count;

    /// <summary>Genes of the blocks.</summary>
    public int Genes => CellSweep.Genes(blocks);

    /// <summary>Cells that stay.</summary>
    public int Cells { get; } = kept.Count(k => k);

    /// <inheritdoc/>
    public CsrMatrix<float> this[int index] => Cut(blocks[index], Enumerable.Range(0, index).Sum(i => blocks[i].Rows));

    /// <summary>All blocks in order, each of use until the next is asked for.</summary>
    public IEnumerable<CsrMatrix<float>> Sweep() => Cut(CellSweep.Blocks(blocks));

    /// <summary>Some genes of all blocks in order.</summary>
    /// <param name="map">Per gene: its column in the result, or -1.</param>
    /// <param name="columns">Columns of the result.</param>
    public IEnumerable<CsrMatrix<float>> Sweep(int[] map, int columns) => Cut(CellSweep.Blocks(blocks, map, columns));

    /// <inheritdoc/>
    public IEnumerator<CsrMatrix<float>> GetEnumerator() => Sweep().GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<CsrMatrix<float>> Cut(IEnumerable<CsrMatrix<float>> all)
    {
        int first = 0;
        foreach (CsrMatrix<float> block in all)
        {
            CsrMatrix<float> cut = Cut(block, first);
            first += block.Rows;
            if (cut.Rows > 0) yield return cut;
        }
    }

    private CsrMatrix<float> Cut(CsrMatrix<float> block, int first)
    {
        int rows = 0;
        long entries = 0;
        for (int r = 0; r < block.Rows; r++)
        {
            if (!kept[first + r]) continue;
            rows++;
            entries += block.RowOffsets[r + 1] - block.RowOffsets[r];
        }

        if (rows == block.Rows) return block;
        long[] offsets = new long[rows + 1];
        int[] indices = new int[entries];
        float[] values = new float[entries];
        for (int r = 0, at = 0; r < block.Rows; r++)
        {
            if (!kept[first + r]) continue;
            int start = (int)offsets[at];
            block.RowIndices(r).CopyTo(indices.AsSpan(start));
            block.RowValues(r).CopyTo(values.AsSpan(start));
            offsets[++at] = start + block.RowIndices(r).Length;
        }

        return new CsrMatrix<float>(rows, block.Columns, offsets, indices, values);
    }
}
