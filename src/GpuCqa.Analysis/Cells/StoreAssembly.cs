using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
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
        int lowGenes = 0, highGenes = 0, lowCounts = 0, highMito = 0, cell = 0, start = barcodes.Count;
        foreach (CsrMatrix<float> block in compact)
        {
            for (int r = 0; r < block.Rows; r++, cell++)
            {
                if (!enoughGenes[cell] || quality.Genes[cell] < limits.MinGenes) lowGenes++;
                else if (quality.Genes[cell] > limits.MaxGenes) highGenes++;
                else if (quality.Totals[cell] < limits.MinCounts) lowCounts++;
                else if (quality.MitoPercent[cell] > limits.MaxMitoPercent) highMito++;
                else Keep(rows.Barcodes[cell], index, block, r, quality, cell);
            }
        }

        int kept = barcodes.Count - start;
        if (kept == 0) throw new PreconditionException($"Lot '{lot.Lot.Name}': none of its {cell} cells passes QC ({lowGenes} with too few genes, {highGenes} with too many, {lowCounts} with too few counts, {highMito} with a too large mitochondrial share). Set limits with --min-genes, --max-genes, --min-counts, --max-mito.");
        return new LotResult(
            lot.Lot.Name, lot.Lot.Donor, lot.Lot.Tissue, lot.Lot.Batch, lot.Lot.Process, lot.Readouts,
            cell, kept, lowGenes, highGenes, lowCounts, highMito,
            Medians.Median(totals.Skip(start)), Medians.Median(detected.Skip(start).Select(g => (double)g)), Medians.Median(mito.Skip(start)));
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
