using GpuCqa.Core.Errors;

namespace GpuCqa.Core.Parameters;

/// <summary>Every parameter of a mapping of new lots onto a frozen reference, after defaults.</summary>
public sealed record MapParameters
{
    /// <summary>"anchors" (Seurat) or "symphony".</summary>
    public string Method { get; init; } = "anchors";

    /// <summary>Conventions of anchors: "seurat-v4" (k.filter 200) or "seurat-v5" (none).</summary>
    public string Preset { get; init; } = "seurat-v4";

    /// <summary>What is mapped at once: a lot, whose labels may depend on its own cells and on no other lot's.</summary>
    public string Unit { get; init; } = "lot";

    /// <summary>"pcaproject" or "cca"; anchors only.</summary>
    public string Reduction { get; init; } = "pcaproject";

    /// <summary>Neighbours within which two cells must be mutual to be an anchor.</summary>
    public int KAnchor { get; init; } = 5;

    /// <summary>An anchor's query cell must be among this many nearest of its reference cell in expression; null = the preset's (200, or none), 0 = none.</summary>
    public int? KFilter { get; init; }

    /// <summary>Neighbours that an anchor's score is counted in.</summary>
    public int KScore { get; init; } = 30;

    /// <summary>Anchors that vote for a cell.</summary>
    public int KWeight { get; init; } = 50;

    /// <summary>Nearest reference cells that vote under "symphony".</summary>
    public int KVote { get; init; } = 15;

    /// <summary>Level of confidence of intervals.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Roles whose lots are mapped, each a set of its own; empty = every role but train.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Sets in which the claim is predicted to fail (falsification), named before their lots are read: role, tissue, or role:tissue.</summary>
    public IReadOnlyList<string> Falsification { get; init; } = [];

    /// <summary>Whether the claim was chosen after the lots were seen; everything then is marked exploratory.</summary>
    public bool PostHoc { get; init; }

    /// <summary>Whether anchors.csv.gz is written.</summary>
    public bool KeepAnchors { get; init; }

    /// <summary>Seed of thinning and of computed powers.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The parameters, in range.</summary>
    /// <exception cref="InvalidParameterException">One is not; names it as a parameter of the command line.</exception>
    public MapParameters Checked()
    {
        OneOf("unit", Unit, "lot");
        OneOf("method", Method, "anchors", "symphony");
        OneOf("preset", Preset, "seurat-v4", "seurat-v5");
        OneOf("reduction", Reduction, "pcaproject", "cca");
        AtLeast("k-anchor", KAnchor, 1);
        AtLeast("k-filter", KFilter ?? 0, 0);
        AtLeast("k-score", KScore, 1);
        AtLeast("k-weight", KWeight, 2);
        AtLeast("k-vote", KVote, 1);
        if (!(Confidence is > 0 and < 1)) throw new InvalidParameterException($"--confidence {Confidence}: expected a number between 0 and 1.");
        return this;
    }

    private static void OneOf(string name, string value, params string[] allowed)
    {
        if (!allowed.Contains(value)) throw new InvalidParameterException($"--{name} '{value}' is not known; expected {string.Join(" or ", allowed)}.");
    }

    private static void AtLeast(string name, int value, int least)
    {
        if (value < least) throw new InvalidParameterException($"--{name} {value}: expected at least {least}.");
    }
}
