using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.References;

/// <summary>The cells of row blocks by their number over all blocks.</summary>
internal sealed class CellPieces
{
    private readonly IReadOnlyList<CsrMatrix<float>> blocks;
    private readonly int[] block, row;

    /// <summary>Counts the cells.</summary>
    /// <param name="blocks">cells x genes, raw values, CSR, in cell order.</param>
    public CellPieces(IReadOnlyList<CsrMatrix<float>> blocks)
    {
        this.blocks = blocks;
        block = new int[blocks.Sum(b => b.Rows)];
        row = new int[block.Length];
        int cell = 0;
        for (int b = 0; b < blocks.Count; b++)
        {
            for (int r = 0; r < blocks[b].Rows; r++, cell++) (block[cell], row[cell]) = (b, r);
        }
    }

    /// <summary>Number of cells.</summary>
    public int Count => block.Length;

    /// <summary>Genes of a cell.</summary>
    public ReadOnlySpan<int> Genes(int cell) => blocks[block[cell]].RowIndices(row[cell]);

    /// <summary>Values of a cell.</summary>
    public ReadOnlySpan<float> Values(int cell) => blocks[block[cell]].RowValues(row[cell]);
}
