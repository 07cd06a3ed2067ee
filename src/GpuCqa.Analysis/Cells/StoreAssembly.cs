using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Analysis.Cells;

/// <summary>Builds the store lot by lot; the raw rows of a lot are let go as soon as it is in.</summary>
internal sealed class StoreAssembly(ComputeDevice device, int genes)
{
    private readonly CsrRowBuffer<float> open = new(genes), mapping = new(genes);
    private readonly List<CsrMatrix<float>> blocks = [];
    private readonly List<string> barcodes = [];
    private readonly List<int> lotOfCell = [], detected = [];
    private readonly List<double> totals = [], mito = [];

    public LotResult AddLot(LotInput lot, int index, LotRows rows, bool[] enoughGenes, int[] map, bool[] marked, QcThresholds limits)
    {
        var compact = new List<CsrMatrix<float>>(rows.Blocks.Count);
        for (int b = 0; b < rows.Blocks.Count; b++)
        {
            CsrMatrix<float> block = rows.Blocks[b];
            for (int r = 0; r < block.Rows; r++) mapping.Append(block.RowIndices(r), block.RowValues(r), map);
            compact.Add(mapping.Take());
            rows.Blocks[b] = compact[b];
        }

        rows.Blocks.Clear();
        CellQuality quality = CellQuality.Of(device, compact, marked);
        var tally = new QcTally(limits);
        int cell = 0, start = barcodes.Count;
        foreach (CsrMatrix<float> block in compact)
        {
            for (int r = 0; r < block.Rows; r++, cell++)
            {
                if (tally.Keeps(quality.Genes[cell], quality.Totals[cell], quality.MitoPercent[cell], enoughGenes[cell])) Keep(rows.Barcodes[cell], index, block, r, quality, cell);
            }
        }

        return tally.Result(lot, totals.Skip(start), detected.Skip(start), mito.Skip(start), "Set limits with --min-genes, --max-genes, --min-counts, --max-mito.");
    }

    public CellStore Finish(CellModality modality, FeatureTable table, int lots, DiscoverParameters parameters)
    {
        Flush();
        open.Release();
        mapping.Release();
        var size = new CohortSize(barcodes.Count, table.Count, blocks.Sum(b => b.NonZeros), lots, blocks.Max(b => b.NonZeros), modality == CellModality.Features);
        MemoryPlan plan = MemoryPlan.Of(size, parameters, CellStore.BlockCells, device.FreeMemory);
        plan.Require(device.Info.Kind);
        return new CellStore(device, blocks, plan.Travel)
        {
            Modality = modality,
            Genes = table,
            Barcodes = [.. barcodes],
            Lots = [.. lotOfCell],
            Totals = [.. totals],
            DetectedGenes = [.. detected],
            MitoPercent = [.. mito],
        };
    }

    private void Keep(string barcode, int lot, CsrMatrix<float> block, int row, CellQuality quality, int cell)
    {
        open.Append(block.RowIndices(row), block.RowValues(row));
        barcodes.Add(barcode);
        lotOfCell.Add(lot);
        totals.Add(quality.Totals[cell]);
        detected.Add(quality.Genes[cell]);
        mito.Add(quality.MitoPercent[cell]);
        if (open.Rows == CellStore.BlockCells) Flush();
    }

    private void Flush()
    {
        if (open.Rows > 0) blocks.Add(open.Take());
    }
}
