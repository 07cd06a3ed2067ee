using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Analysis.Cells;

/// <summary>The cells of a cohort after QC, and what QC did.</summary>
/// <param name="Cells">The kept cells.</param>
/// <param name="Lots">What was read and removed, per lot.</param>
/// <param name="Thresholds">Limits of each lot.</param>
/// <param name="Join">How genes were joined.</param>
public sealed record CohortCells(CellStore Cells, IReadOnlyList<LotResult> Lots, IReadOnlyList<QcThresholds> Thresholds, GeneJoin Join)
{
    /// <summary>Cells on the way to a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cells">The cells; their blocks are taken over.</param>
    /// <param name="parameters">All parameters: they say what the device must hold beside the cells.</param>
    /// <exception cref="Core.Errors.DeviceMemoryException">The device's memory is too small for the job in any form.</exception>
    public static CohortCells Of(ComputeDevice device, FilteredCells cells, DiscoverParameters parameters)
    {
        BlockShelf blocks = cells.Blocks;
        var size = new CohortSize(cells.Barcodes.Length, cells.Genes.Count, blocks.Entries, cells.Lots.Count, blocks.LargestBlock, cells.Modality == CellModality.Features);
        MemoryPlan plan = MemoryPlan.Of(size, parameters, CellStore.BlockCells, device.FreeMemory);
        plan.Require(device.Info.Kind);
        var store = new CellStore(device, blocks, plan.Travel)
        {
            Modality = cells.Modality,
            Genes = cells.Genes,
            Barcodes = cells.Barcodes,
            Lots = cells.LotOfCell,
            Totals = cells.Totals,
            DetectedGenes = cells.DetectedGenes,
            MitoPercent = cells.MitoPercent,
        };
        return new CohortCells(store, cells.Lots, cells.Thresholds, cells.Join);
    }
}
