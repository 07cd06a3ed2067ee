namespace GpuCqa.Analysis.Mapping;

/// <summary>Whether a mapped cell is in the reference.</summary>
public enum CellVerdict
{
    /// <summary>Its label stands.</summary>
    Mapped,

    /// <summary>Its score or margin is below its label's limit: it lies between clusters.</summary>
    Uncertain,

    /// <summary>It is farther from the reference than cells of its label are: nothing like it was in the train lots.</summary>
    NotInReference,
}
