namespace GpuCqa.Statistics;

/// <summary>What the data say of one attribute.</summary>
public enum AttributeVerdict
{
    /// <summary>The interval lies inside the margins.</summary>
    Equivalent,

    /// <summary>The interval crosses a margin: the data do not decide.</summary>
    Inconclusive,

    /// <summary>The interval lies outside the margins as a whole.</summary>
    Different,

    /// <summary>Too few lots to say anything.</summary>
    Insufficient,

    /// <summary>Shown, not judged (tier T3).</summary>
    Described,
}
