using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>From refits of the clusters to what holds: per cluster, per association, with flags.</summary>
public static class StabilitySummary
{
    /// <summary>Sums the refits up.</summary>
    /// <param name="refits">Refits, in order.</param>
    /// <param name="partitions">Clusters of the discovery.</param>
    /// <param name="associations">Their associations.</param>
    /// <param name="lots">The lots.</param>
    /// <param name="parameters">Readouts, design, correlation of aliquots.</param>
    /// <param name="agreement">How alike clusterings of all cells are.</param>
    /// <param name="links">The merge tree.</param>
    public static StabilityFindings Of(
        IReadOnlyList<ClusterRefit> refits, IReadOnlyList<StatePartition> partitions, IReadOnlyList<Association> associations, IReadOnlyList<TestedLot> lots, AssociationParameters parameters,
        IReadOnlyList<PartitionAgreement> agreement, IReadOnlyList<ClusterLink> links)
    {
        StateId[] states = [.. partitions.SelectMany((p, i) => Enumerable.Range(0, p.States.Count).Select(k => new StateId(i, k)))];
        var rho = new RefitRho(lots, parameters);
        var held = new List<AssociationStability>();
        for (int r = 0; r < parameters.Readouts.Count; r++)
        {
            for (int s = 0; s < states.Length; s++) held.Add(Associated(refits, states, s, associations, parameters.Readouts[r], r, rho));
        }

        return new StabilityFindings
        {
            Refits = [.. refits.Select(f => new RefitJaccard(f.Kind, f.Number, f.LeftOut < 0 ? null : lots[f.LeftOut].Name, f.LotCells.Sum(), f.Clusters, f.Agreement,
                [.. partitions.Select((p, i) => Enumerable.Range(0, states.Length).Where(s => states[s].Partition == i).Select(s => f.Jaccard[s][i]).ToArray())]))],
            Clusters = [.. states.Select((_, s) => Cluster(refits, states, s, partitions, lots, parameters))],
            Associations = held,
            Agreement = agreement,
            Links = links,
        };
    }

    /// <summary>Flags the associations, and ranks those that do not hold after those that do, so that none of them is the finding. P-values stay: the family is all that was looked at.</summary>
    /// <param name="associations">The family, best first.</param>
    /// <param name="stability">What holds.</param>
    public static IReadOnlyList<Association> Flagged(IReadOnlyList<Association> associations, StabilityFindings stability)
    {
        Association[] flagged = [.. associations.Select(a =>
        {
            ClusterStability cluster = stability.Of(a.State);
            bool unstable = cluster.Flags.Contains(StabilityRules.Unstable) || stability.Of(a.Readout, a.State)?.SignHolds == false;
            bool below = cluster.Flags.Contains(StabilityRules.BelowLimit);
            IEnumerable<string> own = a.Flags.Where(f => f != StabilityRules.Rare || !below);
            return a with { Flags = [.. own, .. below ? (string[])[StabilityRules.BelowLimit] : [], .. unstable ? (string[])[StabilityRules.Unstable] : []] };
        })];
        return [.. flagged.OrderBy(a => double.IsNaN(a.PFamily)).ThenBy(a => a.IsUnstable).ThenBy(a => a.Rank).Select((a, i) => a with { Rank = i + 1 })];
    }

    private static ClusterStability Cluster(IReadOnlyList<ClusterRefit> refits, StateId[] states, int s, IReadOnlyList<StatePartition> partitions, IReadOnlyList<TestedLot> lots, AssociationParameters parameters)
    {
        StateId state = states[s];
        StatePartition partition = partitions[state.Partition];
        double[] Of(RefitKind kind) => [.. refits.Where(f => f.Kind == kind).Select(f => f.Jaccard[s][state.Partition])];
        double[] subsamples = Of(RefitKind.Subsample), seeds = Of(RefitKind.Seed), without = Of(RefitKind.Lot);
        double worst = Least(without);
        int[] counts = [.. Enumerable.Range(0, partition.Lots).Select(l => partition.Count(l, state.Index)!.Value)];
        int largest = Array.IndexOf(counts, counts.Max());
        double share = counts[largest] / (double)counts.Sum(), above = counts.Where((n, l) => StabilityRules.AboveLimit(n, partition.LotCells![l], parameters.AliquotIcc)).Count() / (double)counts.Length;
        var flags = new List<string>();
        double mean = Mean(subsamples);
        if (mean < StabilityRules.SubsampleJaccard || worst < StabilityRules.LotOutJaccard) flags.Add(StabilityRules.Unstable);
        if (share > AssociationSearch.LargestLotShare) flags.Add(StabilityRules.LotSpecific);
        if (above < StabilityRules.QuantifiedLots) flags.Add(StabilityRules.BelowLimit);
        return new ClusterStability
        {
            State = state,
            Cells = counts.Sum(),
            SubsampleMean = mean,
            SubsampleMin = Least(subsamples),
            Recovered = subsamples.Length == 0 ? double.NaN : subsamples.Count(j => j >= StabilityRules.SubsampleJaccard) / (double)subsamples.Length,
            Dissolved = subsamples.Length == 0 ? double.NaN : subsamples.Count(j => j <= StabilityRules.Dissolved) / (double)subsamples.Length,
            SeedMean = Mean(seeds),
            SeedMin = Least(seeds),
            LotOutMin = worst,
            LotOutWorst = without.Length == 0 ? null : lots[refits.Where(f => f.Kind == RefitKind.Lot).ElementAt(Array.IndexOf(without, worst)).LeftOut].Name,
            LargestLotShare = share,
            LargestLot = lots[largest].Name,
            LotsAboveLimit = above,
            Flags = flags,
        };
    }

    private static AssociationStability Associated(IReadOnlyList<ClusterRefit> refits, StateId[] states, int s, IReadOnlyList<Association> associations, string readout, int r, RefitRho rho)
    {
        StateId state = states[s];
        double own = associations.FirstOrDefault(a => a.State == state && a.Readout == readout)?.Rho ?? double.NaN;
        var values = new List<double>();
        var without = new List<double>();
        foreach (ClusterRefit refit in refits)
        {
            if (refit.Kind == RefitKind.Lot)
            {
                without.Add(rho.Of(refit, refit.Counts[s][state.Partition], r));
                continue;
            }

            for (int at = 0; at < refit.Clusters.Length; at++)
            {
                if (at == state.Partition || refit.Jaccard[s][at] >= StabilityRules.SameCells) values.Add(rho.Of(refit, refit.Counts[s][at], r));
            }
        }

        // What has no correlation goes with nothing.
        double[] known = [.. values.Select(v => double.IsNaN(v) ? 0 : v)];
        int sign = double.IsNaN(own) ? 0 : Math.Sign(own);
        double low = sign < 0 ? -StabilityRules.Quantile(known.Select(v => -v), StabilityRules.SignQuantile) : StabilityRules.Quantile(known, StabilityRules.SignQuantile);
        return new AssociationStability(readout, state, own, known.Length, StabilityRules.Quantile(known, 0.5), low, without.Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Min(),
            without.Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Max(), sign == 0 || known.Length == 0 ? null : sign * low > 0);
    }

    private static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Sum() / values.Length;

    private static double Least(double[] values) => values.Length == 0 ? double.NaN : values.Min();
}
