using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>Builds the store lot by lot; the raw rows of a lot are let go as soon as it is in.</summary>
internal sealed class StoreAssembly(ComputeDevice device, int genes, CellRoom room, CancellationToken cancellation)
{
    private readonly CsrRowBuffer<float> open = new(genes), mapping = new(genes);
    private readonly List<string> barcodes = [];
    private readonly List<int> lotOfCell = [], detected = [];
    private readonly List<double> totals = [], mito = [];

    // The store takes it over.
    private BlockShelf Blocks { get; } = new(device, room, cancellation);

    public LotResult AddLot(LotInput lot, int index, LotRows rows, bool[] enoughGenes, int[] map, bool[] marked, QcThresholds limits)
    {
        var judge = new LotJudge(device, mapping, map, marked, limits);
        int cell = 0, start = barcodes.Count, b = 0;
        foreach ((CsrMatrix<float> block, CellQuality quality, bool[] kept) in judge.Blocks(rows.Blocks, enoughGenes))
        {
            for (int r = 0; r < block.Rows; r++, cell++)
            {
                if (kept[r]) Keep(rows.Barcodes[cell], index, block, r, quality);
            }

            rows.Blocks.Drop(b++);
        }

        rows.Blocks.Dispose();

        return judge.Result(lot, totals.Skip(start), detected.Skip(start), mito.Skip(start));
    }

    public FilteredCells Finish(CellModality modality, FeatureTable table, IReadOnlyList<LotResult> lots, IReadOnlyList<QcThresholds> limits, GeneJoin join)
    {
        Flush();
        open.Release();
        mapping.Release();
        return new FilteredCells(Blocks, modality, table, [.. barcodes], [.. lotOfCell], [.. totals], [.. detected], [.. mito], lots, limits, join);
    }

    private void Keep(string barcode, int lot, CsrMatrix<float> block, int row, CellQuality quality)
    {
        open.Append(block.RowIndices(row), block.RowValues(row));
        barcodes.Add(barcode);
        lotOfCell.Add(lot);
        totals.Add(quality.Totals[row]);
        detected.Add(quality.Genes[row]);
        mito.Add(quality.MitoPercent[row]);
        if (open.Rows == CellStore.BlockCells) Flush();
    }

    private void Flush()
    {
        if (open.Rows > 0) Blocks.Add(open.Lend());
    }
}
