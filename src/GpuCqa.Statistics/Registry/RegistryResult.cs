namespace GpuCqa.Statistics;

/// <summary>A registry as it stands: what is known of which state and function.</summary>
public sealed record RegistryResult : AnalysisResult
{
    /// <summary>The question that chose the cells.</summary>
    public required RegistryQuestion Question { get; init; }

    /// <summary>The cells.</summary>
    public required IReadOnlyList<RegistryCell> Cells { get; init; }

    /// <summary>States that are the same, split or merged.</summary>
    public required IReadOnlyList<StateLink> Links { get; init; }

    /// <summary>Entries of the registry.</summary>
    public required long Entries { get; init; }

    /// <summary>Hash of the last entry, which covers all before it.</summary>
    public required string Head { get; init; }

    /// <summary>The states, in the order of the cells.</summary>
    public IReadOnlyList<string> States => [.. Cells.Select(c => c.State).Distinct(StringComparer.Ordinal)];

    /// <summary>The functions, by name.</summary>
    public IReadOnlyList<string> Functions => [.. Cells.Select(c => c.Function).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override string Verb => "registry";

    /// <inheritdoc/>
    public override object AllParameters => new { Question.Function, Question.Tissue, Grade = Question.Grade.ToString(), Question.State };
}
