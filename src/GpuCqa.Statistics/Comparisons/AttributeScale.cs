namespace GpuCqa.Statistics;

/// <summary>The scale on which an attribute is compared.</summary>
public enum AttributeScale
{
    /// <summary>As measured; differences in the attribute's unit.</summary>
    Linear,

    /// <summary>Natural logarithm; differences are ratios.</summary>
    Log,

    /// <summary>log(p / (1 - p)) of a share; differences are odds ratios.</summary>
    Logit,
}
