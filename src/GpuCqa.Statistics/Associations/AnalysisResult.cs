namespace GpuCqa.Statistics;

/// <summary>What a verb found. Each verb derives its own and says its parts by interfaces (<see cref="IAssociationResult"/>); tables and report sections show the parts that are there.</summary>
public abstract record AnalysisResult
{
    /// <summary>The verb that made it ("discover").</summary>
    public abstract string Verb { get; }

    /// <summary>Every parameter after defaults; the whole record goes into the provenance.</summary>
    public abstract object AllParameters { get; }

    /// <summary>What undermines the finding (few cells, repeated donors, one file twice, a confounded batch), in the order it arose; stands beside the finding wherever it is told, and a finding with one of these is not shown as established.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What else the user should know, in the order it arose.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Hash of the frozen reference that the result brought, or was made with; null without one.</summary>
    public string? ReferenceHash { get; init; }

    /// <summary>The locked plan that it was run under; null without one.</summary>
    public PlanUse? Plan { get; init; }
}
