namespace GpuCqa.Statistics;

/// <summary>One thing in which an analysis differs from the plan that was locked before it.</summary>
/// <param name="Subject">What differs ("alpha", "role of lot L7").</param>
/// <param name="Planned">What the plan says.</param>
/// <param name="Found">What was done.</param>
public sealed record PlanDeviation(string Subject, string Planned, string Found)
{
    /// <summary>The deviation in words, as it stands beside a finding.</summary>
    public string Sentence(string hash) => $"EXPLORATORY: {Subject} was {Found}, and the locked plan {hash[..12]} says {Planned}. Everything that depends on it was decided after the plan.";
}
