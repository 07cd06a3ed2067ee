using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>Judges the cells of one lot on the kept genes.</summary>
/// <param name="device">Device to compute on.</param>
/// <param name="mapping">Room for a block, used again for the next lot.</param>
/// <param name="map">Per shared gene: its place among the kept ones, or -1.</param>
/// <param name="marked">Mitochondrial genes among the kept ones.</param>
/// <param name="limits">Limits of the lot.</param>
internal sealed class LotJudge(ComputeDevice device, CsrRowBuffer<float> mapping, int[] map, bool[] marked, QcThresholds limits)
{
    private readonly QcTally tally = new(limits);

    /// <summary>Every block with the kept genes alone, its quality and which of its cells pass; each is lent until the next is asked for.</summary>
    /// <param name="rows">cells x shared genes.</param>
    /// <param name="enough">Per cell, false removes it for too few genes, whatever the other numbers are.</param>
    public IEnumerable<(CsrMatrix<float> Block, CellQuality Quality, bool[] Kept)> Blocks(BlockShelf rows, bool[] enough)
    {
        int cell = 0;
        foreach (CsrMatrix<float> raw in rows.Sweep())
        {
            for (int r = 0; r < raw.Rows; r++) mapping.Append(raw.RowIndices(r), raw.RowValues(r), map);
            CsrMatrix<float> block = mapping.Lend();
            CellQuality quality = CellQuality.Of(device, [block], marked);
            bool[] kept = new bool[block.Rows];
            for (int r = 0; r < kept.Length; r++, cell++) kept[r] = tally.Keeps(quality.Genes[r], quality.Totals[r], quality.MitoPercent[r], enough[cell]);
            yield return (block, quality, kept);
        }
    }

    /// <summary>What was read and removed, after all blocks.</summary>
    public LotResult Result(LotInput lot, IEnumerable<double> totals, IEnumerable<int> detected, IEnumerable<double> mito) => tally.Result(lot, totals, detected, mito, "Set limits with --min-genes, --max-genes, --min-counts, --max-mito.");
}
