using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Results;

/// <summary>One train lot: what was read, what was removed and why, and what the lot can do.</summary>
/// <param name="Name">Lot.</param>
/// <param name="Donor">Donor, or null.</param>
/// <param name="Tissue">Tissue, or null.</param>
/// <param name="Batch">Batch, or null.</param>
/// <param name="Process">Process, or null.</param>
/// <param name="Readouts">Value of each requested readout, in the order of the parameters.</param>
/// <param name="CellsRead">Cells in the file.</param>
/// <param name="CellsKept">Cells after QC.</param>
/// <param name="RemovedLowGenes">Cells removed for too few genes.</param>
/// <param name="RemovedHighGenes">Cells removed for too many genes.</param>
/// <param name="RemovedLowCounts">Cells removed for too few counts.</param>
/// <param name="RemovedHighMito">Cells removed for a too large mitochondrial percentage.</param>
/// <param name="MedianCounts">Median counts per kept cell.</param>
/// <param name="MedianGenes">Median detected genes per kept cell.</param>
/// <param name="MedianMitoPercent">Median mitochondrial percentage of kept cells.</param>
/// <remarks>A cell is counted under the first rule that removes it, in the order of the columns.</remarks>
public sealed record LotResult(
    string Name, string? Donor, string? Tissue, string? Batch, string? Process, double[] Readouts,
    int CellsRead, int CellsKept, int RemovedLowGenes, int RemovedHighGenes, int RemovedLowCounts, int RemovedHighMito,
    double MedianCounts, double MedianGenes, double MedianMitoPercent)
    : TestedLot(Name, Donor, Tissue, Batch, Process, Readouts)
{
    /// <summary>Image cells removed for measurements that are missing.</summary>
    public int RemovedUnmeasured { get; init; }

    /// <summary>Image cells removed for their size: debris, or several cells that were not told apart.</summary>
    public int RemovedSize { get; init; }
}
