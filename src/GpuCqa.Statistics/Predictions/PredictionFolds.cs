namespace GpuCqa.Statistics;

/// <summary>Which lots are left out together: each alone, or all lots of a donor, so that no donor is on both sides.</summary>
public sealed class PredictionFolds
{
    /// <summary>Fewest folds: the choice of a penalty leaves out a second one, and two points are no basis of a third.</summary>
    public const int Fewest = 5;

    private PredictionFolds(int lots, int[][] leftOut, string[] names, bool byDonor)
    {
        Lots = lots;
        LeftOut = leftOut;
        Names = names;
        ByDonor = byDonor;
    }

    /// <summary>Number of lots.</summary>
    public int Lots { get; }

    /// <summary>Lots of each fold, ascending; folds in the order of their first lot.</summary>
    public IReadOnlyList<int[]> LeftOut { get; }

    /// <summary>Lot or donor that each fold leaves out.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether some donor has several lots, so that donors are left out.</summary>
    public bool ByDonor { get; }

    /// <summary>Folds of lots; a lot without a donor is a fold of its own.</summary>
    /// <param name="names">Names of the lots.</param>
    /// <param name="donors">Donor of each lot, or null.</param>
    public static PredictionFolds Of(IReadOnlyList<string> names, IReadOnlyList<string?> donors)
    {
        int[][] folds = [.. Enumerable.Range(0, names.Count).GroupBy(l => string.IsNullOrEmpty(donors[l]) ? (names[l], "") : ("", donors[l]!)).Select(g => g.ToArray())];
        return new PredictionFolds(names.Count, folds, [.. folds.Select(f => f.Length > 1 ? donors[f[0]]! : names[f[0]])], folds.Any(f => f.Length > 1));
    }

    /// <summary>Folds of tested lots.</summary>
    public static PredictionFolds Of(IReadOnlyList<TestedLot> lots) => Of([.. lots.Select(l => l.Name)], [.. lots.Select(l => l.Donor)]);
}
