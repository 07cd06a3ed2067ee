namespace GpuCqa.Core.Parameters;

/// <summary>Every parameter of a plan made before there are data, after defaults. The whole record goes into the provenance of a result.</summary>
public sealed record PlanParameters
{
    /// <summary>Seed of every random stream.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Level: family-wise for associations, of each of the two tests for equivalence.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Power that is asked for.</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>Lots that a discovery is planned with; the sum of groups or blocks where these are given.</summary>
    public int Lots { get; init; } = 11;

    /// <summary>Clusters of all resolutions, conditions and readouts together that will be tested: the family.</summary>
    public int Clusters { get; init; } = 6;

    /// <summary>True Spearman correlation that has to be found; null = what can be found is told instead.</summary>
    [OptionalParameter]
    public double? Rho { get; init; }

    /// <summary>Sizes of two groups of lots (high and low potency) where the readout has two values; empty = a readout that differs between lots.</summary>
    [OptionalParameter]
    public IReadOnlyList<int> Groups { get; init; } = [];

    /// <summary>Sizes of blocks that lots change places within; empty = lots change places freely.</summary>
    [OptionalParameter]
    public IReadOnlyList<int> Blocks { get; init; } = [];

    /// <summary>Half width of the equivalence margin, in standard deviations between lots; null = no equivalence is planned.</summary>
    [OptionalParameter]
    public double? Margin { get; init; }

    /// <summary>Whether the margin is that multiple of the standard deviation of the very lots before the change, and so itself an estimate.</summary>
    public bool MarginEstimated { get; init; }

    /// <summary>Lots (or materials) that are split and made by both processes; 0 = none.</summary>
    public int Pairs { get; init; }

    /// <summary>Lots of the process before the change that were not split.</summary>
    public int Before { get; init; }

    /// <summary>Lots of the process after the change that were not split.</summary>
    public int After { get; init; }

    /// <summary>Share of the variance between lots that is the donor's (the starting material's), in [0, 1).</summary>
    public double DonorShare { get; init; } = 0.5;

    /// <summary>True difference of the processes, in standard deviations between lots.</summary>
    public double Difference { get; init; }

    /// <summary>Attributes that all have to pass.</summary>
    public int Attributes { get; init; } = 1;

    /// <summary>Width k of a quality range, mean +- k SD of the lots before the change, whose error rates are told; null = none.</summary>
    [OptionalParameter]
    public double? QualityRange { get; init; }

    /// <summary>True share of hazardous cells that has to be seen; null = no search for hazards is planned.</summary>
    [OptionalParameter]
    public double? Frequency { get; init; }

    /// <summary>Cells loaded per lot.</summary>
    public long CellsPerLot { get; init; } = 10_000;

    /// <summary>Share of the loaded cells that are captured, pass quality control and are recognized.</summary>
    public double Efficiency { get; init; } = 0.6;

    /// <summary>Cells that have to be seen for a detection.</summary>
    public int MinimumCells { get; init; } = 1;

    /// <summary>Intra-class correlation of the hazard's share between lots.</summary>
    public double Icc { get; init; } = 0.001;
}
