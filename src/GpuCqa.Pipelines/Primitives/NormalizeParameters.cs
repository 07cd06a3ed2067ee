namespace GpuCqa.Pipelines.Primitives;

/// <summary>Parameters of normalization, after defaults.</summary>
public sealed record NormalizeParameters
{
    /// <summary>Counts per cell after scaling.</summary>
    public double ScaleFactor { get; init; } = 10_000;

    /// <summary>Scale to the median of the totals of cells with counts instead.</summary>
    public bool ScaleToMedian { get; init; }

    /// <summary>Leave out log1p.</summary>
    public bool Linear { get; init; }

    /// <summary>Genes that come back, by id or name; all if empty. Totals are over all genes in any case.</summary>
    public IReadOnlyList<string> Genes { get; init; } = [];
}
