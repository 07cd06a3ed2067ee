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

    /// <summary>Cells of a cluster that are mapped when it is taken out, evenly spaced: no limit comes from them, only the share that is accepted, known to 1 % then.</summary>
    public const int MostClassCells = 2000;

    /// <summary>Cells of a lot that are mapped when it is left out.</summary>
    /// <remarks>
    /// Evenly spaced ones of a larger lot. A limit is an order statistic of left-out cells, and what it promises of a further cell (split conformal prediction) holds whatever their number; its own spread at a target of 1 %
    /// is 0.16 % with one lot of 4,000 cells, less with several, and small beside what lots differ by.
    /// </remarks>
    public const int MostCells = 4000;

    /// <summary>Whether a lot is mapped with all its cells, as by methods whose labels depend on the others.</summary>
    public bool WholeLots { get; init; }

    /// <summary>Some of the cells, evenly spaced, or all if they are no more than that.</summary>
    internal static int[] Even(int[] cells, int most) => cells.Length <= most ? cells : [.. Enumerable.Range(0, most).Select(i => cells[(int)((long)i * cells.Length / most)])];
}
