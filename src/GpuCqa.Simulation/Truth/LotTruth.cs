namespace GpuCqa.Simulation;

/// <summary>What is true of one lot.</summary>
/// <param name="Depth">Factor on the molecules of its cells.</param>
/// <param name="Fractions">Fraction of each state in the lot; what the readouts depend on.</param>
/// <param name="CapturedFractions">Fraction of each state in the captured aliquot, from which the cells of the file are drawn.</param>
public sealed record LotTruth(double Depth, double[] Fractions, double[] CapturedFractions)
{
    /// <summary>Share of the hidden state's cells that express the key marker strongly.</summary>
    public double MarkerHighShare { get; init; } = 1;

    /// <summary>Typical number of ambient molecules in a droplet.</summary>
    public double Ambient { get; init; }

    /// <summary>Frequency of hazardous cells in the lot.</summary>
    public double HazardFrequency { get; init; }

    /// <summary>Indices of the hazardous cells of the file, increasing.</summary>
    public IReadOnlyList<int> HazardCells { get; init; } = [];
}
