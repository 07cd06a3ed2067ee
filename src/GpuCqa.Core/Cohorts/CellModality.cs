namespace GpuCqa.Core.Cohorts;

/// <summary>What the values of a cell table are, which decides how they are normalized.</summary>
public enum CellModality
{
    /// <summary>Non-negative integer molecule counts (scRNA-seq).</summary>
    Counts,

    /// <summary>Real-valued measurements of each cell (image features).</summary>
    Features,
}
