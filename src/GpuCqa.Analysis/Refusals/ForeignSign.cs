namespace GpuCqa.Analysis.Refusals;

/// <summary>By what a whole lot is unlike the train lots.</summary>
public enum ForeignSign
{
    /// <summary>Most of its cells are refused.</summary>
    Refused,

    /// <summary>Its median distance to the nearest reference cells.</summary>
    Distance,

    /// <summary>The median strangeness of its cells' counts.</summary>
    Strangeness,

    /// <summary>The shift of its genes within clusters.</summary>
    Shift,
}
