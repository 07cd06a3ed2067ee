namespace GpuCqa.Statistics;

/// <summary>A cell of the matrix: one state and one function.</summary>
public sealed record RegistryCell
{
    /// <summary>Key of the state.</summary>
    public required string State { get; init; }

    /// <summary>Function.</summary>
    public required string Function { get; init; }

    /// <summary>Rho over the lots that it was found on; null where no discovery of it is in the registry. Of the best of a family it is too large on average.</summary>
    public required double? Effect { get; init; }

    /// <summary>Its interval, lower end.</summary>
    public required double? Low { get; init; }

    /// <summary>Upper end.</summary>
    public required double? High { get; init; }

    /// <summary>Family-wise p.</summary>
    public required double? PFamily { get; init; }

    /// <summary>Lots that it was found on.</summary>
    public required int Lots { get; init; }

    /// <summary>Grade.</summary>
    public required EvidenceLevel Grade { get; init; }

    /// <summary>What the next rung lacks.</summary>
    public required IReadOnlyList<string> NotHigher { get; init; }

    /// <summary>Tissues in which it holds: those that it was found in, and those of sets that replicate it.</summary>
    public required IReadOnlyList<string> Tissues { get; init; }

    /// <summary>Tissues in which it was tested and not replicated.</summary>
    public required IReadOnlyList<string> FailedTissues { get; init; }

    /// <summary>What it rests on.</summary>
    public required IReadOnlyList<RegistryEvidence> Evidence { get; init; }

    /// <summary>SHA-256 over the grade, its rungs and the hashes of the results that it was computed from.</summary>
    public required string GradeSha256 { get; init; }
}
