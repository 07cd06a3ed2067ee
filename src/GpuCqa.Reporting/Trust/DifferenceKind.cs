namespace GpuCqa.Reporting.Trust;

/// <summary>What is wrong with what was verified.</summary>
public enum DifferenceKind
{
    /// <summary>The bytes are others.</summary>
    Changed,

    /// <summary>It is gone.</summary>
    Missing,

    /// <summary>It was put there later.</summary>
    Extra,

    /// <summary>What it was made from is other than it was.</summary>
    Link,

    /// <summary>A signature does not hold.</summary>
    Signature,
}
