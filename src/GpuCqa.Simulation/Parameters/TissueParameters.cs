namespace GpuCqa.Simulation;

/// <summary>What distinguishes the lots of one tissue of origin.</summary>
public sealed record TissueParameters
{
    /// <summary>Name in the cohort sheet.</summary>
    public required string Name { get; init; }

    /// <summary>Deviation of the tissue's log effect on each gene.</summary>
    public double ExpressionSd { get; init; }

    /// <summary>Deviation of the tissue's effect on the log share of each state.</summary>
    public double CompositionSd { get; init; }

    /// <summary>Added to the log of every readout's true value.</summary>
    public double ReadoutLogShift { get; init; }

    /// <summary>Share of the hidden state's cells that express the key marker strongly; the others keep the rest of the program.</summary>
    public double MarkerHighShare { get; init; } = 1;
}
