using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Some cells, as those of one lot, whose counts are gone through several times: a part at a time where they lie packed, so that a large lot is never unpacked as a whole.</summary>
internal sealed class LotCells
{
    /// <summary>Entries up to which counts stay unpacked from the first walk on.</summary>
    private const int HeldEntries = 1 << 20;

    private readonly IReadOnlyList<CsrMatrix<float>> blocks;
    private readonly int[] cells;
    private CsrMatrix<float>? unpacked;

    private LotCells(IReadOnlyList<CsrMatrix<float>> blocks, int[] cells) => (this.blocks, this.cells, Count, Genes) = (blocks, cells, cells.Length, CellSweep.Genes(blocks));

    private LotCells(CsrMatrix<float> all) => (blocks, cells, unpacked, Count, Genes) = ([], [], all, all.Rows, all.Columns);

    /// <summary>Number of cells.</summary>
    public int Count { get; }

    /// <summary>Number of genes.</summary>
    public int Genes { get; }

    /// <summary>All rows of a matrix.</summary>
    public static LotCells Of(CsrMatrix<float> all) => new(all);

    /// <summary>Some cells of blocks.</summary>
    /// <param name="blocks">cells x genes, in cell order.</param>
    /// <param name="cells">Cells, increasing.</param>
    public static LotCells Of(IReadOnlyList<CsrMatrix<float>> blocks, int[] cells) => new(blocks, cells);

    /// <summary>Cells in order, a part at a time, each of use until the next is asked for.</summary>
    /// <param name="some">Places of the wanted cells among these, increasing; null = all.</param>
    /// <returns>Each part with the number of wanted cells before it.</returns>
    public IEnumerable<(int First, CellRows Rows)> Parts(int[]? some = null) =>
        unpacked is { } held ? [(0, new CellRows(held, some))] : some is null ? Kept() : Walk(Array.ConvertAll(some, i => cells[i]));

    private IEnumerable<(int First, CellRows Rows)> Walk(int[] wanted)
    {
        int next = 0;
        foreach ((int first, CsrMatrix<float> block) in CellSweep.Of(blocks, wanted))
        {
            int start = next;
            while (next < wanted.Length && wanted[next] < first + block.Rows) next++;
            yield return (start, new CellRows(block, Array.ConvertAll(wanted[start..next], c => c - first)));
        }
    }

    private IEnumerable<(int First, CellRows Rows)> Kept()
    {
        CsrRowBuffer<float>? small = new(Genes);
        foreach ((int first, CellRows rows) in Walk(cells))
        {
            for (int i = 0; i < rows.Count && small is not null; i++)
            {
                small.Append(rows.Indices(i), rows.Counts(i));
                if (small.Entries > HeldEntries) small = null;
            }

            yield return (first, rows);
        }

        unpacked ??= small?.Take();
    }
}
