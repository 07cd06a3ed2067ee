namespace GpuCqa.Simulation;

/// <summary>What is true of one cell, and of what shares its droplet.</summary>
/// <param name="State">Its state, 0-based.</param>
/// <param name="Library">Expected molecules of the cell itself.</param>
/// <param name="MitoShare">Expected mitochondrial share of them, 0-1.</param>
/// <param name="Damaged">Whether it is one of the low-quality cells that QC should remove.</param>
public readonly record struct CellTruth(int State, double Library, double MitoShare, bool Damaged)
{
    /// <summary>State of the second cell of a doublet; -1 = the droplet holds one cell.</summary>
    public int SecondState { get; init; } = -1;

    /// <summary>Expected molecules of the second cell.</summary>
    public double SecondLibrary { get; init; }

    /// <summary>Expected ambient molecules of the droplet.</summary>
    public double Ambient { get; init; }

    /// <summary>Whether it is of the hidden state and expresses the key marker strongly.</summary>
    public bool MarkerHigh { get; init; }

    /// <summary>Whether it is a hazardous cell.</summary>
    public bool Hazard { get; init; }

    /// <summary>Whether the droplet holds two cells.</summary>
    public bool Doublet => SecondState >= 0;

    /// <summary>Ambient share of the expected molecules of the droplet, 0-1.</summary>
    public double AmbientShare => Ambient > 0 ? Ambient / (Library + SecondLibrary + Ambient) : 0;
}
