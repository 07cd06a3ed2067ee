namespace GpuCqa.Statistics;

/// <summary>The grade of a locked hypothesis, computed from the results that are linked to it.</summary>
public sealed record EvidenceGrade
{
    /// <summary>A cluster is stable from this mean best Jaccard index on (domain R12: 0.60 in every refit; below, a cluster is dissolved by Hennig's convention).</summary>
    public const double StableFrom = 0.6;

    /// <summary>The hypothesis.</summary>
    public required string Hypothesis { get; init; }

    /// <summary>Whether the hypothesis was named after the lots were seen; such a grade is E0.</summary>
    public required bool Exploratory { get; init; }

    /// <summary>Each rung above E0 with what it lacks.</summary>
    public required IReadOnlyList<EvidenceStep> Steps { get; init; }

    /// <summary>The results that the grade was computed from.</summary>
    public required IReadOnlyList<EvidenceLink> Links { get; init; }

    /// <summary>What was assumed ("no lot names a tissue, so all are taken to be of one").</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>The highest rung with all rungs below it.</summary>
    public EvidenceLevel Level => (EvidenceLevel)Steps.TakeWhile(s => s.Met).Count();

    /// <summary>Why it is not higher: what the next rung lacks; empty at the top.</summary>
    public IReadOnlyList<string> NotHigher => Steps.SkipWhile(s => s.Met).FirstOrDefault()?.Missing ?? [];

    /// <summary>SHA-256 over the grade and its links.</summary>
    public string Hash
    {
        get
        {
            EvidenceHash hash = new EvidenceHash("grade").Add("hypothesis", Hypothesis).Add("level", Level.ToString()).Add("exploratory", Exploratory ? 1 : 0).Add("assumptions", Assumptions);
            foreach (EvidenceStep step in Steps) hash.Add("step", step.Level.ToString()).Add("missing", step.Missing).Add("basis", step.Basis);
            foreach (EvidenceLink link in Links) hash.Add("link", link.Kind).Add("name", link.Name).Add("sha256", link.Sha256);
            return hash.ToString();
        }
    }
}
