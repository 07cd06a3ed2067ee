using GpuCqa.Analysis.Results;
using GpuCqa.Analysis.Stability;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Tests;

/// <summary>Adds to a synthetic discovery how its clusters hold; the numbers are formulas.</summary>
internal static class SyntheticStability
{
    /// <summary>With refits of which one cluster is not found again.</summary>
    /// <param name="result">A discovery without them.</param>
    /// <param name="lost">The cluster; null = every cluster is found again.</param>
    /// <param name="lotSpecific">Whether the others are mostly of one lot.</param>
    public static DiscoveryResult With(DiscoveryResult result, StateId? lost = null, bool lotSpecific = false)
    {
        int lots = result.Map.Lots.Count;
        StateId[] states = [.. result.Tests.Partitions.SelectMany((p, i) => Enumerable.Range(0, p.States.Count).Select(k => new StateId(i, k)))];
        var refits = new List<RefitJaccard>();
        foreach ((RefitKind kind, int count) in new[] { (RefitKind.Seed, 3), (RefitKind.Subsample, 5), (RefitKind.Lot, lots) })
        {
            for (int n = 1; n <= count; n++)
            {
                refits.Add(new RefitJaccard(kind, n, kind == RefitKind.Lot ? result.Map.Lots[n - 1].Name : null, 1000 - n, [.. result.Tests.Partitions.Select(p => p.States.Count + (n % 2))], [.. result.Tests.Partitions.Select((_, i) => 0.9 - (0.0625 * i))],
                    [.. result.Tests.Partitions.Select((p, i) => Enumerable.Range(0, p.States.Count).Select(k => new StateId(i, k) == lost ? 0.5 : 1 - (0.015625 * (n % 4))).ToArray())]));
            }
        }

        var stability = new StabilityFindings
        {
            Refits = refits,
            Clusters = [.. states.Select(s => new ClusterStability
            {
                State = s, Cells = result.Tests.Partitions[s.Partition].StateCells(s.Index)!.Value, SubsampleMean = s == lost ? 0.5 : 0.96875, SubsampleMin = s == lost ? 0.5 : 0.9375, Recovered = s == lost ? 0 : 1, Dissolved = s == lost ? 1 : 0,
                SeedMean = 0.9765625, SeedMin = 0.96875, LotOutMin = s == lost ? 0.25 : 0.8125, LotOutWorst = result.Map.Lots[^1].Name, LargestLotShare = lotSpecific && s != lost ? 0.625 : 0.125, LargestLot = result.Map.Lots[0].Name, LotsAboveLimit = 1,
                Flags = [.. s == lost ? (string[])["UNSTABLE"] : [], .. lotSpecific && s != lost ? (string[])["LOT_SPECIFIC"] : []],
            })],
            Associations = [.. result.Tests.Associations.Select(a => new AssociationStability(a.Readout, a.State, a.Rho, 8, a.Rho, a.State == lost ? -a.Rho / 4 : a.Rho / 2, a.Rho / 4, a.Rho, double.IsNaN(a.Rho) ? null : a.State != lost))],
            Agreement = [.. result.Tests.Partitions.SelectMany((_, i) => Enumerable.Range(i, result.Tests.Partitions.Count - i).SelectMany(j => Enumerable.Range(0, 4).SelectMany(s => Enumerable.Range(i == j ? s + 1 : 0, i == j ? 3 - s : 4).Select(t => new PartitionAgreement(i, s, j, t, i == j ? 0.9375 : 0.5)))))],
            Links = MergeTree.Of(result.Map.Clusterings),
        };
        AssociationFindings tests = result.Tests with { Stability = stability, Associations = StabilitySummary.Flagged(result.Tests.Associations, stability), Extents = lost is null ? result.Tests.Extents : [] };
        return result with { Parameters = result.Parameters with { StabilitySeeds = 3, StabilitySubsamples = 5 }, Tests = tests, Warnings = [.. result.Warnings, .. StabilityNotes.OfFindings(tests)] };
    }
}
