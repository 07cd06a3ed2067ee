namespace GpuCqa.Simulation;

/// <summary>Rare hazardous cells: how they differ from others and how unevenly they come.</summary>
public sealed record HazardParameters
{
    /// <summary>Genes of the hazard program, weakly expressed in all other cells.</summary>
    public int Genes { get; init; } = 30;

    /// <summary>Share of each of them among the molecules of other cells.</summary>
    public double BaseShare { get; init; } = 5e-6;

    /// <summary>Smallest log effect.</summary>
    public double EffectLow { get; init; } = 2;

    /// <summary>Largest log effect.</summary>
    public double EffectHigh { get; init; } = 3;

    /// <summary>Intraclass correlation of lots: a lot's own frequency is Beta(f M, (1 - f) M), M = 1 / correlation - 1; 0 = all lots alike.</summary>
    public double LotCorrelation { get; init; }

    /// <summary>Mean size of the clumps that hazardous cells come in (Poisson numbers of clumps and of cells in each, Neyman's type A); 0 = every cell by itself.</summary>
    public double ClumpMean { get; init; }
}
