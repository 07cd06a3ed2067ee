using GpuCqa.Core.Cohorts;

namespace GpuCqa.Analysis.Cells;

/// <summary>A train lot and what it can do.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Readouts">Value of each requested readout, in the order of the parameters.</param>
public sealed record LotInput(Lot Lot, double[] Readouts)
{
    /// <summary>What the lot is kept within when lots change places; null where there are no blocks.</summary>
    public string? Block { get; init; }

    /// <summary>What is exchanged whole with the lot's readouts; null where every lot is by itself.</summary>
    public string? Unit { get; init; }

    /// <summary>Value of each covariate, in the order of the parameters.</summary>
    public IReadOnlyList<double> Covariates { get; init; } = [];

    /// <summary>Cells that the lot's readouts were measured of; NaN where that was not said.</summary>
    public double MeasuredCells { get; init; } = double.NaN;

    /// <summary>The lot as it is tested.</summary>
    public Statistics.TestedLot Tested => new(Lot.Name, Lot.Donor, Lot.Tissue, Lot.Batch, Lot.Process, Readouts) { Block = Block, Unit = Unit, Covariates = Covariates, MeasuredCells = MeasuredCells };
}
