namespace GpuCqa.Statistics;

/// <summary>What is in a well of an assay plate.</summary>
public enum WellKind
{
    /// <summary>Supernatant of a lot.</summary>
    Sample,

    /// <summary>A known concentration.</summary>
    Standard,

    /// <summary>No sample and no analyte; its mean response is taken off every well of the plate.</summary>
    Blank,
}
