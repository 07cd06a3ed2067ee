namespace GpuCqa.Pipelines.Primitives;

/// <summary>What stands for a lot in one column.</summary>
public enum LotSummary
{
    /// <summary>Mean over its cells.</summary>
    Mean,

    /// <summary>Share of its cells with a value other than 0.</summary>
    Detected,

    /// <summary>Median over its cells, zeros counted; the mean of the two middle values for an even number of cells.</summary>
    Median,
}
