using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Core.Errors;

namespace GpuCqa.Pipelines.Scoring;

/// <summary>Compares a mapping of new lots with the truth of the cohort that both its lots and those of its reference are of.</summary>
public static class MappingScorer
{
    /// <summary>Scores the labels at the resolution of the first claim.</summary>
    /// <param name="result">The mapping, computed or read back.</param>
    /// <param name="truth">The truth of the cohort.</param>
    /// <exception cref="NotFoundException">The mapping or its reference has a lot or cell that the cohort lacks.</exception>
    public static MappingScore Score(MapResult result, CohortTruth truth)
    {
        TrueLot[] trained = truth.Of(result.Reference.Lots.Select(l => l.Name)), lots = truth.Of(result.Lots.Select(l => l.Lot.Name));
        TrueCell[] known = truth.Cells(trained, result.Reference.Cells.Lots, result.Reference.Cells.Barcodes), cells = truth.Cells(lots, result.Cells.Lots, result.Cells.Barcodes);
        int[] labels = result.Reference.Clusterings[result.MainResolution].Labels, given = result.Cells.Labels[result.MainResolution];
        int[] stateOf = [.. Enumerable.Range(0, result.Reference.Clusterings[result.MainResolution].Clusters)
            .Select(k => known.Where((_, c) => labels[c] == k).GroupBy(c => c.State).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstOrDefault(-1))];
        HashSet<int> inReference = [.. known.Select(c => c.State)];
        bool knownHazard = known.Any(c => c.Hazard);
        int cqa = truth.CqaState;
        bool[] isNovel = [.. cells.Select(c => !inReference.Contains(c.State) || (c.Hazard && !knownHazard))], scored = [.. cells.Select((c, i) => !c.Damaged && !c.Doublet && !isNovel[i])];
        int[] at = [.. Enumerable.Range(0, cells.Length).Where(i => scored[i])], novel = [.. Enumerable.Range(0, cells.Length).Where(i => isNovel[i] && !cells[i].Damaged)];
        int StateOf(int cell) => given[cell] < 0 ? -1 : stateOf[given[cell]];
        double Share(IEnumerable<int> of, Func<int, bool> is_) => of.Select(i => is_(i) ? 1.0 : 0).DefaultIfEmpty(double.NaN).Average();
        int[] labelled = [.. at.Where(i => given[i] >= 0)];
        (string, int, double, double, double)[] byLot = [.. lots.Select((l, lot) =>
        {
            int[] own = [.. Enumerable.Range(0, cells.Length).Where(i => result.Cells.Lots[i] == lot)];
            return (l.Name, own.Length, Share(own, i => given[i] < 0), Share(own, i => StateOf(i) == cqa), l.Fractions[cqa]);
        })];
        return new MappingScore(
            lots.Length, at.Length, labelled.Length == 0 ? double.NaN : AdjustedRandIndex.Of([.. labelled.Select(i => cells[i].State)], [.. labelled.Select(i => given[i])]),
            Share(at, i => StateOf(i) == cells[i].State), Share(at, i => (StateOf(i) == cqa) == (cells[i].State == cqa)), Share(at.Where(i => cells[i].State == cqa), i => StateOf(i) == cqa),
            Share(at.Where(i => cells[i].State != cqa), i => StateOf(i) != cqa), Share(at, i => given[i] < 0), novel.Length, Share(novel, i => given[i] < 0), byLot.Average(l => Math.Abs(l.Item4 - l.Item5)), byLot);
    }
}
