using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.References;

/// <summary>Raw values of some genes in the cells of a reference, gone through block by block: of a discovery they are taken from its packed cells each time, of a reference that was read they lie in one matrix.</summary>
public sealed class StoredValues
{
    private readonly IReadOnlyList<CsrMatrix<float>> blocks;
    private readonly int[]? map;
    private readonly CsrMatrix<float>? whole;

    /// <summary>Takes values that lie in one matrix.</summary>
    /// <param name="whole">cells x genes, CSR.</param>
    public StoredValues(CsrMatrix<float> whole) => (this.whole, blocks, Rows, Columns) = (whole, [whole], whole.Rows, whole.Columns);

    /// <summary>Some genes of blocks of cells, which must stay.</summary>
    /// <param name="blocks">cells x genes, raw values, CSR, in cell order.</param>
    /// <param name="genes">Genes in the order of the columns.</param>
    public StoredValues(IReadOnlyList<CsrMatrix<float>> blocks, int[] genes)
    {
        (this.blocks, Rows, Columns) = (blocks, CellSweep.Cells(blocks), genes.Length);
        map = new int[CellSweep.Genes(blocks)];
        Array.Fill(map, -1);
        for (int i = 0; i < genes.Length; i++) map[genes[i]] = i;
    }

    /// <summary>Number of cells.</summary>
    public int Rows { get; }

    /// <summary>Number of genes.</summary>
    public int Columns { get; }

    /// <summary>All cells in order, blocks of cells x genes, CSR; each is of use until the next is asked for.</summary>
    public IEnumerable<CsrMatrix<float>> Blocks() => map is null ? blocks : CellSweep.Blocks(blocks, map, Columns);

    /// <summary>All cells x genes in one matrix, which is made if there is none: 8 bytes an entry.</summary>
    public CsrMatrix<float> Whole()
    {
        if (whole is not null) return whole;
        var rows = new CsrRowBuffer<float>(Columns);
        foreach (CsrMatrix<float> block in Blocks())
        {
            for (int r = 0; r < block.Rows; r++) rows.Append(block.RowIndices(r), block.RowValues(r));
        }

        return rows.Take();
    }

    /// <summary>One gene in every cell.</summary>
    /// <param name="column">Its column.</param>
    public double[] Column(int column)
    {
        var found = new double[Rows];
        int cell = 0;
        foreach (CsrMatrix<float> block in map is null ? blocks : CellSweep.Blocks(blocks, Array.ConvertAll(map, c => c == column ? 0 : -1), 1))
        {
            for (int row = 0; row < block.Rows; row++, cell++)
            {
                int at = block.RowIndices(row).BinarySearch(map is null ? column : 0);
                if (at >= 0) found[cell] = block.RowValues(row)[at];
            }
        }

        return found;
    }
}
