using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Limits of score, margin and distance from lots left out in turn, with the errors that they make.</summary>
/// <remarks>
/// A limit is an order statistic of the left-out cells that were given the label, chosen as in split conformal prediction, so that a further cell of
/// the same lots is beyond it with at most the target's probability. New lots differ from each other more than cells of one lot do; the left-out lots carry that. The frozen
/// linear model and the clusters were made with the left-out lot; redoing them would change the labels that are to be compared.
/// </remarks>
public static class Calibrator
{
    /// <summary>Lots below which nothing can be left out.</summary>
    public const int FewestLots = 2;

    /// <summary>Lots below which limits are said to be poorly known.</summary>
    public const int ComfortableLots = 4;

    /// <summary>Leaves every lot out in turn, then every cluster.</summary>
    /// <param name="reference">The reference; its limits are not needed yet.</param>
    /// <param name="strangeness">Strangeness of its cells without their lot and cluster; null for image features.</param>
    /// <param name="method">Name of the method.</param>
    /// <param name="transfer">Maps cells onto a part of the reference.</param>
    /// <param name="targets">Shares that may be refused falsely.</param>
    /// <param name="progress">Receives steps.</param>
    /// <param name="cancellation">Stops between lots and clusters.</param>
    public static Calibration Run(
        ReferenceModel reference, LeftOutStrangeness? strangeness, string method, MaskedTransfer transfer, CalibrationTargets targets, StepProgress progress, CancellationToken cancellation = default)
    {
        IReadOnlyList<Clustering> clusterings = reference.Clusterings;
        int[] lots = reference.Cells.Lots;
        int cells = lots.Length, lotCount = reference.Lots.Count;
        if (lotCount < FewestLots) return Nothing(reference, method);
        progress.Begin("lots left out", lotCount + clusterings.Where((_, r) => targets.TakesOut(reference, r)).Sum(c => c.Clusters));
        LeftOutCells left = LeftOutCells.Empty(cells, clusterings.Count, strangeness?.Lots);
        int done = 0;
        for (int lot = 0; lot < lotCount; lot++)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] own = Sample([.. Enumerable.Range(0, cells).Where(i => lots[i] == lot)], CalibrationTargets.MostCells, targets);
            if (own.Length > 0 && Array.Exists(lots, l => l != lot)) left.Add(own, transfer(own, Array.ConvertAll(lots, l => l != lot)));
            progress.Report(++done);
        }

        DistanceScale scale = Scale(left);
        left.Combine(scale);
        var limits = new List<ClassLimits>();
        var confusion = new List<long[][]>();
        var small = new List<string>();
        for (int r = 0; r < clusterings.Count; r++)
        {
            ClassLimits[] own = Limits(left, r, clusterings[r].Clusters, targets);
            if (own.Count(l => l.Cells < targets.FewestCells) is > 0 and int few) small.Add($"{few} of {own.Length} at resolution {clusterings[r].Resolution}");
            (long[][] counts, double[] refused) = Confusion(left, clusterings[r], own, r);
            confusion.Add(counts);
            for (int k = 0; k < own.Length; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                double accepted = double.NaN;
                if (targets.TakesOut(reference, r))
                {
                    accepted = Accepted(clusterings[r], r, k, strangeness?.Classes[r], scale, own, transfer, targets);
                    progress.Report(++done);
                }

                limits.Add(own[k] with { FalseRefusal = refused[k], FalseAcceptance = accepted });
            }
        }

        progress.End();
        return new Calibration(method, limits, confusion)
        {
            Scale = scale,
            MaxShared = strangeness is null ? double.PositiveInfinity : OrderStatistics.Upper([.. strangeness.Shared.Where(s => !double.IsNaN(s)).Order()], targets.Shared),
            Known = strangeness?.Known ?? [],
            Lots = Lots(reference, left, limits, strangeness?.Shifts),
            Warnings = Warnings(lotCount),
            Notes = small.Count == 0 ? [] : [$"Labels with fewer than {targets.FewestCells} left-out cells have the limits of all cells: {string.Join(", ", small)}."],
        };
    }

    private static Calibration Nothing(ReferenceModel reference, string method) => new(
        method,
        [.. reference.Clusterings.SelectMany((c, r) => Enumerable.Range(0, c.Clusters).Select(k => new ClassLimits(r, k, 0, 0, 0, double.PositiveInfinity, double.NaN, double.NaN)))],
        [.. reference.Clusterings.Select(c => Table(c.Clusters))])
    {
        Warnings = [$"The reference has {reference.Lots.Count} lot, so that none can be left out: there are no limits for cells that are not in the reference, and no cell is refused."],
    };

    private static List<string> Warnings(int lots)
    {
        var warnings = new List<string>();
        if (lots < ComfortableLots) warnings.Add($"Limits for cells that are not in the reference come from {lots} lots left out in turn; what a new lot may differ by is hardly known from so few, and a whole lot that is foreign is told by its refused cells alone.");
        return warnings;
    }

    private static int[] Sample(int[] cells, int most, CalibrationTargets targets) => targets.WholeLots ? cells : CalibrationTargets.Even(cells, most);

    private static DistanceScale Scale(LeftOutCells left)
    {
        (double distance, double distanceSpread) = Spread(left.Distances);
        (double strangeness, double strangenessSpread) = Spread(left.Strangeness);
        return new DistanceScale(distance, distanceSpread, strangeness, strangenessSpread);
    }

    private static (double Median, double Spread) Spread(double[] values)
    {
        double[] sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];
        if (sorted.Length == 0) return (double.NaN, 1);
        double median = sorted[sorted.Length / 2], high = OrderStatistics.Upper(sorted, 0.01);
        if (!(high > median)) high = sorted[^1];
        return (median, high > median ? high - median : 1);
    }

    private static ClassLimits[] Limits(LeftOutCells left, int resolution, int clusters, CalibrationTargets targets)
    {
        int[] labels = left.Labels[resolution];
        int[] all = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] >= 0)];
        ILookup<int, int> byLabel = all.ToLookup(i => labels[i]);
        return [.. Enumerable.Range(0, clusters).Select(k =>
        {
            int[] own = [.. byLabel[k]], from = own.Length >= targets.FewestCells ? own : all;
            double[] scores = Sorted(from, left.Scores[resolution]), margins = Sorted(from, left.Margins[resolution]), distances = Sorted(from, left.Combined);
            return new ClassLimits(
                resolution, k, own.Length, OrderStatistics.Lower(scores, targets.Score), OrderStatistics.Lower(margins, targets.Margin), OrderStatistics.Upper(distances, targets.Distance), double.NaN, double.NaN);
        })];
    }

    private static double[] Sorted(int[] cells, double[] values)
    {
        double[] result = Array.ConvertAll(cells, i => values[i]);
        Array.Sort(result);
        return result;
    }

    private static (long[][] Counts, double[] Refused) Confusion(LeftOutCells left, Clustering clustering, ClassLimits[] limits, int resolution)
    {
        long[][] counts = Table(clustering.Clusters);
        for (int i = 0; i < clustering.Labels.Length; i++)
        {
            if (!left.Seen[i]) continue;
            int label = left.Labels[resolution][i];
            bool mapped = label >= 0 && Refusal.Verdict(limits[label], left.Scores[resolution][i], left.Margins[resolution][i], left.Combined[i]) == CellVerdict.Mapped;
            counts[clustering.Labels[i]][mapped ? label : clustering.Clusters]++;
        }

        return (counts, Array.ConvertAll(counts, row => row.Sum() is > 0 and long all ? (double)row[^1] / all : double.NaN));
    }

    // Its own lot stays, whose cells are the nearest: what is accepted here is rather too many than too few.
    private static double Accepted(Clustering clustering, int resolution, int cluster, double[]? strangeness, DistanceScale scale, ClassLimits[] limits, MaskedTransfer transfer, CalibrationTargets targets)
    {
        int[] all = [.. Enumerable.Range(0, clustering.Labels.Length).Where(i => clustering.Labels[i] == cluster)], own = Sample(all, CalibrationTargets.MostClassCells, targets);
        if (own.Length == 0 || all.Length == clustering.Labels.Length) return double.NaN;
        LabelTransfer mapped;
        try
        {
            mapped = transfer(own, Array.ConvertAll(clustering.Labels, l => l != cluster));
        }
        catch (PreconditionException)
        {
            // Too few cells for the method to map at all.
            return double.NaN;
        }

        // Of the cells whose strangeness without their cluster is known.
        HashSet<int> counted = [.. CalibrationTargets.Even(all, CalibrationTargets.MostClassCells)];
        int accepted = 0;
        for (int i = 0; i < own.Length; i++)
        {
            if (!counted.Contains(own[i])) continue;
            int label = mapped.Labels[resolution][i];
            double distance = scale.Of(mapped.Distances[i], strangeness?[own[i]] ?? double.NaN);
            if (label >= 0 && Refusal.Verdict(limits[label], mapped.Scores[resolution][i], mapped.Margins[resolution][i], distance) == CellVerdict.Mapped) accepted++;
        }

        return (double)accepted / counted.Count;
    }

    private static LeftOutLot[] Lots(ReferenceModel reference, LeftOutCells left, List<ClassLimits> limits, double[]? shifts)
    {
        int finest = reference.Clusterings.Count - 1;
        ClassLimits[] own = [.. limits.Where(l => l.Resolution == finest)];
        return [.. reference.Lots.Select((lot, l) =>
        {
            int[] cells = [.. Enumerable.Range(0, left.Seen.Length).Where(i => reference.Cells.Lots[i] == l && left.Seen[i])];
            int beyond = cells.Count(i => left.Labels[finest][i] < 0 || left.Combined[i] > own[left.Labels[finest][i]].MaxDistance);
            return new LeftOutLot(
                lot.Name, cells.Length, cells.Length > 0 ? (double)beyond / cells.Length : double.NaN, OrderStatistics.Median(cells.Select(i => left.Distances[i])), OrderStatistics.Median(cells.Select(i => left.Strangeness[i]))) { Shift = shifts?[l] ?? double.NaN };
        }).Where(l => l.Cells > 0)];
    }

    private static long[][] Table(int clusters) => [.. Enumerable.Range(0, clusters).Select(_ => new long[clusters + 1])];
}
