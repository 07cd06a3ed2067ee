using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>The entries that a range of genes has in a few consecutive cells, by gene: 6 bytes an entry.</summary>
internal sealed class GenePiece
{
    /// <summary>Cells of a piece at most: few enough that turning them by gene stays in a core's cache, and that a cell's place takes two bytes.</summary>
    public const int MostCells = 1024;

    private int[] offsets = [];
    private ushort[] cells = [];
    private float[] values = [];

    /// <summary>First cell, among all.</summary>
    public int FirstCell { get; private set; }

    /// <summary>Takes entries in; what was here before is gone, its room is used again.</summary>
    /// <param name="block">cells x genes, raw values, CSR.</param>
    /// <param name="from">First row that is taken.</param>
    /// <param name="to">Row after the last.</param>
    /// <param name="firstCell">Cell of the first row, among all.</param>
    /// <param name="firstGene">First gene that is taken.</param>
    /// <param name="endGene">Gene after the last.</param>
    /// <param name="keepsZeros">Whether stored zeros are entries.</param>
    public void Fill(CsrMatrix<float> block, int from, int to, int firstCell, int firstGene, int endGene, bool keepsZeros)
    {
        FirstCell = firstCell;
        int genes = endGene - firstGene;
        if (offsets.Length < genes + 2) offsets = new int[genes + 2];
        Array.Clear(offsets);
        // Counts lie two places on, so that after the sums the place of gene g is at g + 1, and ends up as the place of gene g + 1.
        Span<int> next = offsets.AsSpan(2);
        int entries = 0;
        for (int r = from; r < to; r++)
        {
            ReadOnlySpan<int> indices = block.RowIndices(r);
            ReadOnlySpan<float> row = block.RowValues(r);
            for (int i = Lower(indices, firstGene); i < indices.Length && indices[i] < endGene; i++)
            {
                if (row[i] == 0 && !keepsZeros) continue;
                next[indices[i] - firstGene]++;
                entries++;
            }
        }

        Reserve(entries);
        for (int g = 0; g < genes; g++) offsets[g + 2] += offsets[g + 1];
        next = offsets.AsSpan(1);
        for (int r = from; r < to; r++)
        {
            ReadOnlySpan<int> indices = block.RowIndices(r);
            ReadOnlySpan<float> row = block.RowValues(r);
            for (int i = Lower(indices, firstGene); i < indices.Length && indices[i] < endGene; i++)
            {
                if (row[i] == 0 && !keepsZeros) continue;
                int at = next[indices[i] - firstGene]++;
                cells[at] = (ushort)(r - from);
                values[at] = row[i];
            }
        }
    }

    /// <summary>Entries of a gene of the range.</summary>
    public int Entries(int gene) => offsets[gene + 1] - offsets[gene];

    /// <summary>Cells of a gene of the range, counted from <see cref="FirstCell"/>, ascending.</summary>
    public ReadOnlySpan<ushort> CellsOf(int gene) => cells.AsSpan(offsets[gene], Entries(gene));

    /// <summary>Raw values of a gene of the range.</summary>
    public ReadOnlySpan<float> ValuesOf(int gene) => values.AsSpan(offsets[gene], Entries(gene));

    private static int Lower(ReadOnlySpan<int> ascending, int least)
    {
        int at = least == 0 ? 0 : ascending.BinarySearch(least);
        return at < 0 ? ~at : at;
    }

    private void Reserve(int entries)
    {
        if (entries <= cells.Length) return;
        // A little more than is needed now, as the pieces of one cohort are much alike.
        int size = (int)Math.Min(Array.MaxLength, entries + (entries / 8L));
        cells = new ushort[size];
        values = new float[size];
    }
}
