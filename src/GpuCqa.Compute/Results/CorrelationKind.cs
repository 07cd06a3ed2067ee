namespace GpuCqa.Compute;

/// <summary>Which correlation coefficient.</summary>
public enum CorrelationKind
{
    /// <summary>Product-moment correlation of the values.</summary>
    Pearson,

    /// <summary>Product-moment correlation of the midranks.</summary>
    Spearman,
}
