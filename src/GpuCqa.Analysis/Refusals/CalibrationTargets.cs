using GpuCqa.Analysis.References;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Shares of left-out cells that each rule may refuse; together they bound the false refusal.</summary>
/// <param name="Distance">Beyond the largest distance.</param>
/// <param name="Score">Below the smallest score.</param>
/// <param name="Margin">Below the smallest margin.</param>
/// <param name="Shared">In a program that a few cells of the lot share (whole lots only).</param>
public sealed record CalibrationTargets(double Distance = 0.01, double Score = 0.005, double Margin = 0.005, double Shared = 0.01)
{
    /// <summary>Left-out cells that a label needs for limits of its own; labels with fewer have those of all cells.</summary>
    public int FewestCells { get; init; } = 200;

    /// <summary>Whether clusters are taken out of the reference in turn, to count how many of their cells are accepted under another label.</summary>
    public bool ClassesOut { get; init; } = true;

    /// <summary>Whether clusters of a resolution are taken out: of those that something is claimed at, or of the one in the middle where nothing is.</summary>
    internal bool TakesOut(ReferenceModel reference, int resolution) => ClassesOut && Claimed(reference).Contains(resolution);

    /// <summary>Indices of the resolutions that a reference claims something at; that in the middle where it claims nothing.</summary>
    internal static int[] Claimed(ReferenceModel reference)
    {
        int[] claimed = [.. Enumerable.Range(0, reference.Clusterings.Count).Where(r => reference.Hypotheses.Any(h => h.Resolution == reference.Clusterings[r].Resolution))];
        return claimed.Length > 0 ? claimed : [(reference.Clusterings.Count - 1) / 2];
    }
}
