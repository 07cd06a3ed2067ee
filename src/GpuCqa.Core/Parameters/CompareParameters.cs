namespace GpuCqa.Core.Parameters;

/// <summary>Every parameter of a comparison before and after a change of the process, after defaults.</summary>
public sealed record CompareParameters
{
    /// <summary>Name of the change under which everything is recorded.</summary>
    public required string Change { get; init; }

    /// <summary>Which lots are before: "column=value" or "column=value,value".</summary>
    public required string Before { get; init; }

    /// <summary>Which lots are after.</summary>
    public required string After { get; init; }

    /// <summary>Column by which lots are paired (donor, split material); null where they are not.</summary>
    public string? Pair { get; init; }

    /// <summary>"welch" (each side its own variance) or "pooled".</summary>
    public string Variance { get; init; } = "welch";

    /// <summary>Level of each one-sided test; intervals have confidence 1 - 2 alpha.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Standard deviations of quality ranges.</summary>
    public double RangeDeviations { get; init; } = 3;

    /// <summary>Largest share of the method in the variance of one measurement.</summary>
    public double MethodShare { get; init; } = 0.3;

    /// <summary>Drift of the control lot that has to be flagged with 0.9, as a share of its mean.</summary>
    public double Drift { get; init; } = 0.2;

    /// <summary>Labellings of lots drawn where not all are enumerated.</summary>
    public int Draws { get; init; } = 99_999;

    /// <summary>Directions of the sliced Wasserstein distance.</summary>
    public int Directions { get; init; } = 64;

    /// <summary>Places of the embedding whose share of each lot is compared.</summary>
    public int Places { get; init; } = 100;

    /// <summary>Seed of draws, directions and samples.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Column of the cells' states; null without cells.</summary>
    public string? StateColumn { get; init; }

    /// <summary>Key of the cells' embedding; null without cells.</summary>
    public string? Embedding { get; init; }
}
