using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Errors;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Quality;

/// <summary>Applies the limits of a lot to its cells one by one, and counts each removed cell under the first rule that removes it.</summary>
internal sealed class QcTally(QcThresholds limits)
{
    private int read, kept, lowGenes, highGenes, lowCounts, highMito;

    /// <summary>The first rule that removes a cell; null when it is kept.</summary>
    /// <param name="limits">Limits of the lot.</param>
    /// <param name="genes">Detected genes.</param>
    /// <param name="counts">Counts.</param>
    /// <param name="mitoPercent">Mitochondrial percentage.</param>
    public static RemovalReason? Reason(QcThresholds limits, int genes, double counts, double mitoPercent) =>
        genes < limits.MinGenes ? RemovalReason.LowGenes
        : genes > limits.MaxGenes ? RemovalReason.HighGenes
        : counts < limits.MinCounts ? RemovalReason.LowCounts
        : mitoPercent > limits.MaxMitoPercent ? RemovalReason.HighMito
        : null;

    /// <summary>Whether a cell is kept.</summary>
    /// <param name="genes">Detected genes.</param>
    /// <param name="counts">Counts.</param>
    /// <param name="mitoPercent">Mitochondrial percentage.</param>
    /// <param name="enough">False removes the cell for too few genes, whatever the other numbers are.</param>
    public bool Keeps(int genes, double counts, double mitoPercent, bool enough = true)
    {
        read++;
        switch (enough ? Reason(limits, genes, counts, mitoPercent) : RemovalReason.LowGenes)
        {
            case RemovalReason.LowGenes: lowGenes++; break;
            case RemovalReason.HighGenes: highGenes++; break;
            case RemovalReason.LowCounts: lowCounts++; break;
            case RemovalReason.HighMito: highMito++; break;
            default: kept++; return true;
        }

        return false;
    }

    /// <summary>What was read and removed of a lot.</summary>
    /// <param name="lot">The lot.</param>
    /// <param name="counts">Counts of the kept cells.</param>
    /// <param name="genes">Their detected genes.</param>
    /// <param name="mitoPercent">Their mitochondrial percentages.</param>
    /// <param name="help">What can be done when no cell was kept.</param>
    /// <exception cref="PreconditionException">No cell was kept; says what removed them.</exception>
    public LotResult Result(LotInput lot, IEnumerable<double> counts, IEnumerable<int> genes, IEnumerable<double> mitoPercent, string help)
    {
        if (kept == 0) throw new PreconditionException($"Lot '{lot.Lot.Name}': none of its {read} cells passes QC ({lowGenes} with too few genes, {highGenes} with too many, {lowCounts} with too few counts, {highMito} with a too large mitochondrial share). {help}");
        return new LotResult(
            lot.Lot.Name, lot.Lot.Donor, lot.Lot.Tissue, lot.Lot.Batch, lot.Lot.Process, lot.Readouts,
            read, kept, lowGenes, highGenes, lowCounts, highMito,
            Medians.Median(counts), Medians.Median(genes.Select(g => (double)g)), Medians.Median(mitoPercent))
        { Block = lot.Block, Unit = lot.Unit, Covariates = lot.Covariates, MeasuredCells = lot.MeasuredCells };
    }
}
