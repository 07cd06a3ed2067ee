namespace GpuCqa.Statistics;

/// <summary>One lot of a family of tests: what it is, and what it can do.</summary>
/// <param name="Name">Lot.</param>
/// <param name="Donor">Donor, or null.</param>
/// <param name="Tissue">Tissue, or null.</param>
/// <param name="Batch">Batch, or null.</param>
/// <param name="Process">Process, or null.</param>
/// <param name="Readouts">Value of each requested readout, in the order of the parameters.</param>
public record TestedLot(string Name, string? Donor, string? Tissue, string? Batch, string? Process, double[] Readouts)
{
    /// <summary>What the lot is kept within: the values of the columns of the blocks; null where there are none, or in a result that was read back.</summary>
    public string? Block { get; init; }

    /// <summary>What is exchanged whole with the lot's readouts; null where every lot is by itself.</summary>
    public string? Unit { get; init; }

    /// <summary>Value of each covariate, in the order of the parameters.</summary>
    public IReadOnlyList<double> Covariates { get; init; } = [];

    /// <summary>Cells that the lot's readouts were measured of; NaN where that was not said, or in a result that was read back.</summary>
    public double MeasuredCells { get; init; } = double.NaN;
}
