namespace GpuCqa.Statistics;

/// <summary>What a comparison found, as far as a program can: people decide on it by their signatures.</summary>
public sealed record ComparisonFindings
{
    /// <summary>What the lots can show at best.</summary>
    public required ComparisonDesign Design { get; init; }

    /// <summary>The lots.</summary>
    public required IReadOnlyList<ComparedLot> Lots { get; init; }

    /// <summary>The attributes, in the order of their table.</summary>
    public required IReadOnlyList<AttributeComparison> Attributes { get; init; }

    /// <summary>attributes x lots: values on the attributes' scales.</summary>
    public required IReadOnlyList<double[]> Values { get; init; }

    /// <summary>Probability that a process that has not changed passes the equivalence tests of all attributes at once, with the correlations found between them; NaN with fewer than two such attributes.</summary>
    public double JointPower { get; init; } = double.NaN;

    /// <summary>The gate of each attribute's method.</summary>
    public required IReadOnlyList<MethodFinding> Methods { get; init; }

    /// <summary>The composition; null without cells.</summary>
    public CompositionFinding? Composition { get; init; }

    /// <summary>The untargeted scan; null without cells.</summary>
    public ScanFinding? Scan { get; init; }

    /// <summary>What the roll-up was made of.</summary>
    public required IReadOnlyList<AttributeJudgement> Judged { get; init; }

    /// <summary>The stage that the program proposes.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Version of the flow's tables.</summary>
    public required string FlowVersion { get; init; }

    /// <summary>Rolls findings up.</summary>
    public static (IReadOnlyList<AttributeJudgement> Judged, Stage Stage) RollUp(IReadOnlyList<AttributeComparison> attributes, IReadOnlyList<MethodFinding> methods, CompositionFinding? composition, AttributeSpec? scanSpec, ScanFinding? scan)
    {
        List<AttributeJudgement> judged = [.. attributes.Select((a, i) => new AttributeJudgement(a.Spec.Name, a.Spec.Critical, a.Judged, !methods[i].Problem, a.Spec.LinkKnown))];
        if (composition is not null) judged.Add(new AttributeJudgement("composition", composition.Spec?.Critical ?? Criticality.NotCritical, composition.Judged, true, composition.Spec?.LinkKnown ?? false));
        if (scan is not null) judged.Add(new AttributeJudgement("untargeted scan", scanSpec?.Critical ?? Criticality.NotCritical, scan.Verdict, true, scanSpec?.LinkKnown ?? false));
        return (judged, DecisionFlow.RollUp(judged));
    }
}
