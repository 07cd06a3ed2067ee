namespace GpuCqa.Statistics;

/// <summary>The locked plan that an analysis was run under.</summary>
/// <param name="Hash">SHA-256 of the plan.</param>
/// <param name="Deviations">In what the analysis differs from it; with any, its findings are exploratory.</param>
public sealed record PlanUse(string Hash, IReadOnlyList<PlanDeviation> Deviations)
{
    /// <summary>Whether the findings are exploratory.</summary>
    public bool Exploratory => Deviations.Count > 0;

    /// <summary>A result under this plan: deviations stand beside its finding and withhold its badge.</summary>
    public T Mark<T>(T result) where T : AnalysisResult => (T)(result with
    {
        Plan = this,
        Warnings = [.. Deviations.Select(d => d.Sentence(Hash)), .. result.Warnings],
        Notes = Exploratory ? result.Notes : [.. result.Notes, $"Run under the locked plan {Hash[..12]}, without a deviation."],
    });
}
