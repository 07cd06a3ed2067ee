using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>What a design can show, made before there are data.</summary>
public sealed record PlanResult : AnalysisResult
{
    /// <inheritdoc/>
    public override string Verb => "plan";

    /// <inheritdoc/>
    public override object AllParameters => Parameters;

    /// <summary>Every parameter after defaults.</summary>
    public required PlanParameters Parameters { get; init; }

    /// <summary>The design of the association that was asked about.</summary>
    public required AssociationDesign Association { get; init; }

    /// <summary>What the association's design can do.</summary>
    public required DesignVerdict AssociationVerdict { get; init; }

    /// <summary>Other numbers of lots.</summary>
    public required IReadOnlyList<AssociationDesign> Lots { get; init; }

    /// <summary>Lots that find the correlation that was asked about; null when none was, or more than 200 are needed.</summary>
    public int? LotsNeeded { get; init; }

    /// <summary>Designs of equivalence; empty when none was asked about.</summary>
    public required IReadOnlyList<EquivalenceDesign> Equivalence { get; init; }

    /// <summary>The search for a hazard; null when none was asked about.</summary>
    public HazardDesign? Hazard { get; init; }

    /// <summary>Curves, each with a name.</summary>
    public required IReadOnlyList<PowerPoint> Curves { get; init; }

    /// <summary>Whether some part of the plan can only end one way, whatever the data say.</summary>
    public bool Impossible => AssociationVerdict == DesignVerdict.CannotPass || Equivalence.Any(e => e.Verdict is DesignVerdict.CannotPass or DesignVerdict.CannotFail);
}
