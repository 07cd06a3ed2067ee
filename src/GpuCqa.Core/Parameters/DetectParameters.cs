namespace GpuCqa.Core.Parameters;

/// <summary>Every parameter of the detection of a rare hazard, after defaults. The whole record goes into the provenance of a result.</summary>
public sealed record DetectParameters
{
    /// <summary>True share of hazardous cells that has to be seen.</summary>
    public double Frequency { get; init; } = 1e-4;

    /// <summary>Cells loaded per lot.</summary>
    public long Cells { get; init; } = 10_000;

    /// <summary>Lots of the process that are looked at.</summary>
    public int Lots { get; init; } = 1;

    /// <summary>Share of the loaded cells that are captured.</summary>
    public double Capture { get; init; } = 0.6;

    /// <summary>Share of the captured hazardous cells that quality control keeps; 1 where removed cells are scanned too.</summary>
    public double Kept { get; init; } = 1;

    /// <summary>Share of the hazardous cells that the classifier calls.</summary>
    public double Sensitivity { get; init; } = 1;

    /// <summary>Share of the harmless cells that the classifier calls.</summary>
    public double FalsePositives { get; init; }

    /// <summary>Cells that make a detection; raised to one more than the limit of blank where harmless cells are called.</summary>
    public int MinimumCells { get; init; } = 1;

    /// <summary>Intra-class correlation of the hazard's share between lots.</summary>
    public double Icc { get; init; } = 0.001;

    /// <summary>Probability with which it has to be seen.</summary>
    public double Probability { get; init; } = 0.95;

    /// <summary>Confidence of bounds and intervals.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Cells of the whole lot, where a large part of it is looked at; null = many times more.</summary>
    [OptionalParameter]
    public double? LotSize { get; init; }

    /// <summary>Lots that are pooled into one sample of the same cells; 1 = none are.</summary>
    public int Pool { get; init; } = 1;

    /// <summary>Cells of a dose; null = no bound per dose.</summary>
    [OptionalParameter]
    public double? Dose { get; init; }

    /// <summary>Sensitivity of a second, confirming test of the called cells; null = none.</summary>
    [OptionalParameter]
    public double? ConfirmSensitivity { get; init; }

    /// <summary>False positive rate of the confirming test among the falsely called cells.</summary>
    [OptionalParameter]
    public double? ConfirmFalsePositives { get; init; }

    /// <summary>Hazardous cells of the classifier's validation; 0 = sensitivity is taken as known.</summary>
    public long ValidationPositives { get; init; }

    /// <summary>Harmless cells of the classifier's validation; 0 = the false positive rate is taken as known.</summary>
    public long ValidationNegatives { get; init; }

    /// <summary>Share that a lot may have and still should be released.</summary>
    [OptionalParameter]
    public double? Acceptable { get; init; }

    /// <summary>Cluster of the reference that is the hazard; null where nothing is mapped, or where the hazard is what the reference lacks.</summary>
    [OptionalParameter]
    public int? Hazard { get; init; }

    /// <summary>Resolution of that cluster; null = that of the reference's first claim.</summary>
    [OptionalParameter]
    public double? Resolution { get; init; }

    /// <summary>Times that each lot is spiked in silico at each frequency.</summary>
    public int Replicates { get; init; } = 40;

    /// <summary>Seed of the cells that are spiked.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Share that a lot may not have.</summary>
    [OptionalParameter]
    public double? Unacceptable { get; init; }
}
