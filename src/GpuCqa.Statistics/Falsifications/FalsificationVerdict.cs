namespace GpuCqa.Statistics;

/// <summary>What a falsification set says.</summary>
public enum FalsificationVerdict
{
    /// <summary>Every prediction came true: the claim fails there as it was said to, so the fraction alone must not be carried over to such lots.</summary>
    Falsifies,

    /// <summary>A prediction did not come true.</summary>
    DoesNotFalsify,

    /// <summary>None failed, but one could not be tested.</summary>
    NotTestable,
}
