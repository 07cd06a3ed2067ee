namespace GpuCqa.Statistics;

/// <summary>What is known of a quality attribute before its lots are compared: one row of the attribute table.</summary>
public sealed record AttributeSpec
{
    /// <summary>Name; the column of the sheet unless <see cref="Columns"/> names others.</summary>
    public required string Name { get; init; }

    /// <summary>Columns with replicate measurements of a lot, whose mean (on the scale) is the lot's value; one column otherwise.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Scale of the comparison.</summary>
    public required AttributeScale Scale { get; init; }

    /// <summary>Whether it is critical.</summary>
    public required Criticality Critical { get; init; }

    /// <summary>Link to safety: known, suspected, none or unknown.</summary>
    public required string SafetyLink { get; init; }

    /// <summary>Link to efficacy: known, suspected, none or unknown.</summary>
    public required string EfficacyLink { get; init; }

    /// <summary>How it is judged.</summary>
    public required AttributeTier Tier { get; init; }

    /// <summary>Why so.</summary>
    public required string TierReason { get; init; }

    /// <summary>Direction that would be a concern: lower, higher or both.</summary>
    public required string Concern { get; init; }

    /// <summary>The margin; null where none is judged (T2, T3).</summary>
    public MarginRule? Margin { get; init; }

    /// <summary>Why this margin (or this range) and no other, in words.</summary>
    public required string Justification { get; init; }

    /// <summary>What is known of the method: validated, qualified or unknown.</summary>
    public required string MethodStatus { get; init; }

    /// <summary>Whether both links are known (a suspected one is not; that there is none is known).</summary>
    public bool LinkKnown => SafetyLink is "known" or "none" && EfficacyLink is "known" or "none";

    /// <summary>A value on the scale.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The scale has no place for it.</exception>
    public double Scaled(double value) => Scale switch
    {
        AttributeScale.Log => value > 0 ? Math.Log(value) : throw new ArgumentOutOfRangeException(nameof(value), value, "a logarithm needs values above 0"),
        AttributeScale.Logit => value is > 0 and < 1 ? Math.Log(value / (1 - value)) : throw new ArgumentOutOfRangeException(nameof(value), value, "a logit needs shares above 0 and below 1 (percent divided by 100)"),
        _ => value,
    };

    /// <summary>A value of the scale as it would be measured.</summary>
    public double Unscaled(double value) => Scale switch { AttributeScale.Log => Math.Exp(value), AttributeScale.Logit => 1 / (1 + Math.Exp(-value)), _ => value };

    /// <summary>A difference on the scale as a person reads it: a ratio, an odds ratio, or the difference.</summary>
    public double Effect(double difference) => Scale == AttributeScale.Linear ? difference : Math.Exp(difference);
}
