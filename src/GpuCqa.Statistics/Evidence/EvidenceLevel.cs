namespace GpuCqa.Statistics;

/// <summary>How far a claim has come. The rungs follow one another: none is given without those below it. A proposal of this program, not a regulatory scheme.</summary>
public enum EvidenceLevel
{
    /// <summary>An association in the train lots, no more.</summary>
    E0,

    /// <summary>Family-wise significant in the train lots, without flags and warnings, and found again at other resolutions.</summary>
    E1,

    /// <summary>Replicated in held-out lots of the same tissue and process.</summary>
    E2,

    /// <summary>Replicated in lots of another tissue.</summary>
    E3,

    /// <summary>A falsification set fails as predicted beforehand.</summary>
    E4,

    /// <summary>A perturbation of the marker moves the readout. Given by the registry alone, which links perturbations.</summary>
    E5,
}
