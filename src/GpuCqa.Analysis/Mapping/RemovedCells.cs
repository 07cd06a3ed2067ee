using System.Globalization;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Core.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Mapping;

/// <summary>What the cells of a lot look like that quality control removed, beside those that it kept.</summary>
public static class RemovedCells
{
    private const int LeastCells = 10;

    private const double Excess = 2;

    /// <summary>Counts the cells of a lot; empty where none was removed.</summary>
    /// <param name="query">The lot.</param>
    /// <param name="judgement">Verdicts on its kept cells.</param>
    /// <param name="classes">What <see cref="LotMapper.Scan"/> said of the removed ones.</param>
    /// <param name="resolution">Index of the resolution.</param>
    public static IEnumerable<RemovedCount> Count(QueryLot query, Judgement judgement, string[] classes, int resolution)
    {
        if (query.Removed is not { } removed) return [];
        IEnumerable<(RemovalReason? Reason, string Class)> kept = Enumerable.Range(0, query.Count).Select(c => (Reason: (RemovalReason?)null, Class: judgement.Verdicts[resolution][c] switch
        {
            CellVerdict.NotInReference => RemovedCount.NotInReference,
            CellVerdict.Uncertain => RemovedCount.Uncertain,
            _ => judgement.Labels[resolution][c].ToString(CultureInfo.InvariantCulture),
        }));
        return kept.Concat(classes.Select((c, i) => (Reason: (RemovalReason?)removed.Reasons[i], Class: c))).GroupBy(c => c)
            .OrderBy(g => g.Key.Reason is null ? -1 : (int)g.Key.Reason).ThenBy(g => int.TryParse(g.Key.Class, NumberStyles.None, CultureInfo.InvariantCulture, out int k) ? k : int.MaxValue).ThenBy(g => g.Key.Class, StringComparer.Ordinal)
            .Select(g => new RemovedCount(query.Lot.Name, g.Key.Reason, g.Key.Class, g.Count()));
    }

    /// <summary>What of a cluster was removed, in one sentence, and whether quality control removes it more often than other cells; null where nothing that can be told was removed.</summary>
    /// <param name="counts">Counts of all lots.</param>
    /// <param name="cluster">The cluster.</param>
    public static (string Text, bool Often)? Of(IReadOnlyList<RemovedCount> counts, int cluster)
    {
        string name = cluster.ToString(CultureInfo.InvariantCulture);
        RemovedCount[] told = [.. counts.Where(c => c.Class != RemovedCount.TooFewGenes)];
        int removed = told.Where(c => c.Reason is not null).Sum(c => c.Cells), like = told.Where(c => c.Reason is not null && c.Class == name).Sum(c => c.Cells), kept = told.Where(c => c.Reason is null).Sum(c => c.Cells), keptLike = told.Where(c => c.Reason is null && c.Class == name).Sum(c => c.Cells);
        if (removed == 0) return null;
        int strange = told.Where(c => c.Reason is not null && c.Class == RemovedCount.NotInReference).Sum(c => c.Cells);
        string reasons = string.Join(", ", told.Where(c => c.Reason is not null && c.Class == name).GroupBy(c => c.Reason).OrderBy(g => g.Key).Select(g => $"{RemovedCount.NameOf(g.Key).Replace('_', ' ')} {g.Sum(c => c.Cells)}"));
        double rate = like + keptLike == 0 ? 0 : (double)like / (like + keptLike), others = removed - like + kept - keptLike == 0 ? 0 : (double)(removed - like) / (removed - like + kept - keptLike);
        bool often = like >= LeastCells && rate > Excess * others;
        string text = string.Create(CultureInfo.InvariantCulture, $"Of {Counted.Of(removed, "cell")} that quality control removed and that could be told, {like} {Counted.Word(like, "looks", "look")} like cluster {name}{(reasons.Length > 0 ? $" ({reasons})" : "")} and {strange} like nothing in the reference; {100 * rate:0.#} % of the cluster's cells and {100 * others:0.#} % of other cells were removed.");
        return (often ? text + " Its share in the lots depends on the limits of quality control." : text, often);
    }
}
