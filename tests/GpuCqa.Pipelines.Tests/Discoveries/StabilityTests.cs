using System.Text.Json;
using System.Text.Json.Serialization;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Analysis.Stability;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Reporting.Findings;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Discoveries;

/// <summary>What holds when clusters are found anew, over cells whose states are known.</summary>
public class StabilityTests
{
    private static readonly JsonSerializerOptions Numbers = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private static readonly double[] Rising = [.. Enumerable.Range(0, MadeStates.Lots).Select(l => 100.0 + l)];
    private static readonly DiscoverParameters Parameters = new() { Readouts = ["y"], Resolutions = [0.3, 8], LayoutEpochs = 2, Components = 10, Dimensions = 6, StabilitySeeds = 3, StabilitySubsamples = 8 };

    [Fact]
    public void PlantedState_Holds_AndIsTheFinding() => Seeds.Each(seed =>
    {
        DiscoveryResult found = MadeStates.Discover(MadeStates.Input(seed, Rising), Parameters);
        Finding finding = Finding.Of(found.Tests);
        Assert.True(finding.ReachesAlpha);
        StabilityFindings stability = found.Tests.Stability!;
        ClusterStability cluster = stability.Of(finding.Best!.State);
        Assert.Equal(0, finding.Best.State.Partition);
        Assert.True(cluster is { SubsampleMean: > 0.95, LotOutMin: > 0.95, SeedMin: > 0.95, Recovered: 1, Dissolved: 0 }, $"{cluster}");
        Assert.DoesNotContain("UNSTABLE", cluster.Flags);
        AssociationStability held = stability.Of("y", finding.Best.State)!;
        // Of three states one rises, and what the others lose falls.
        Assert.True(held.SignHolds == true && Math.Min(Math.Abs(held.Low), Math.Min(Math.Abs(held.LotOutLow), Math.Abs(held.LotOutHigh))) > 0.5, $"{held}");
        // The states are split at random at the higher resolution, and that is seen.
        Assert.Contains(stability.Clusters, c => c.State.Partition == 1 && c.Flags.Contains("UNSTABLE"));
        Assert.True(stability.Agreement.Where(a => a is { First: 0, Second: 0 }).Min(a => a.Rand) > 0.95);
        Assert.Equal((3, 8, MadeStates.Lots), (stability.Count(RefitKind.Seed), stability.Count(RefitKind.Subsample), stability.Count(RefitKind.Lot)));
        Assert.Equal(8 * 7 / 2, stability.Agreement.Count);
        Assert.All(stability.Clusters.Where(c => c.State.Partition == 1), c => Assert.Single(stability.Links, l => l.Main && l.Child == c.State));
    });

    [Fact]
    public void NoiseSplit_ThatGoesWithTheReadoutByChance_IsNotTheFinding()
    {
        // One example in which a split of noise is first; not every cohort has one.
        const ulong seed = 1;
        // The readout is what some split of a state happens to be: without refits it is found, with the smallest p that there is.
        DiscoverParameters plain = Parameters with { StabilitySeeds = null, StabilitySubsamples = null };
        DiscoveryResult first = MadeStates.Discover(MadeStates.Input(seed, Rising), Parameters);
        CohortInput input = null!;
        DiscoveryResult without = null!;
        StateId split = default!;
        // A split may order the lots as a state does, and then is not the first: the next one is taken.
        foreach (ClusterStability c in first.Tests.Stability!.Clusters.Where(c => c.State.Partition == 1 && c.Flags.Contains("UNSTABLE")).OrderBy(c => c.SubsampleMean))
        {
            double[] fractions = first.Tests.Partitions[1].Fractions(c.State.Index);
            if (fractions.Distinct().Count() <= 5) continue;
            split = c.State;
            input = MadeStates.Input(seed, [.. fractions.Select((f, l) => f + (1e-6 * l))]);
            without = MadeStates.Discover(input, plain);
            if (Finding.Of(without.Tests).Best!.State == split) break;
        }

        Assert.Equal(split, Finding.Of(without.Tests).Best!.State);
        Assert.True(Finding.Of(without.Tests).ReachesAlpha);
        Assert.Null(without.Tests.Stability);

        DiscoveryResult with = MadeStates.Discover(input, Parameters);
        Association noise = with.Tests.Associations.Single(a => a.State == split);
        Assert.True(noise.IsUnstable);
        Assert.Equal(without.Tests.Associations.Single(a => a.State == split).PFamily, noise.PFamily);
        Assert.NotEqual(split, Finding.Of(with.Tests).Best!.State);
        Assert.DoesNotContain(with.Tests.Extents, e => e.Parts.Any(p => p.State == split));
        Assert.Contains(with.Notes, n => n.Contains("no finding", StringComparison.Ordinal) && n.Contains($"cluster {split.Index} at resolution 8", StringComparison.Ordinal));
        Assert.Contains($"cluster {split.Index} at resolution 8", FindingText.Sentence(with), StringComparison.Ordinal);
    }

    [Fact]
    public void State_OfOneLotOnly_IsLotSpecificAndUnstable() => Seeds.Each(seed =>
    {
        DiscoveryResult found = MadeStates.Discover(MadeStates.Input(seed, Rising, extraLot: 2), Parameters with { Resolutions = [0.3] });
        ClusterStability own = Assert.Single(found.Tests.Stability!.Clusters, c => c.Flags.Contains("LOT_SPECIFIC"));
        Assert.True(own is { LargestLot: "L2", LargestLotShare: > 0.7, LotOutWorst: "L2", LotOutMin: < 0.2 }, $"{own}");
        Assert.Contains("UNSTABLE", own.Flags);
        Assert.Contains("BELOW_LOQ", own.Flags);
    });

    [Fact]
    public void Refits_AreThoseOfTheCellsAlone()
    {
        CohortInput input = MadeStates.Input(5, Rising);
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        DiscoverParameters own = Parameters with { StabilitySubsamples = 2, StabilitySeeds = 1 };
        PopulationMap map = PopulationMapper.Run(device, input, own, StepProgress.None, CancellationToken.None, statesOnly: true);
        (IReadOnlyList<ClusterRefit> refits, _) = StabilitySearch.Run(device, map, own, StepProgress.None, KeptSteps.None, CancellationToken.None);
        // Without a lot: what a discovery of the others finds.
        var others = new CohortInput([.. input.Lots.Where((_, l) => l != 3)], [.. input.Files.Where(f => f.Lot != 3).Select(f => f with { Lot = f.Lot > 3 ? f.Lot - 1 : f.Lot })]);
        PopulationMap rest = PopulationMapper.Run(device, others, own, StepProgress.None, CancellationToken.None, statesOnly: true);
        int[] cells = [.. Enumerable.Range(0, map.Cells.Count).Where(c => map.Cells.Lots[c] != 3)];
        Equal(RefitMatch.Of(RefitKind.Lot, 4, 3, map.Clusterings, map.Cells.Lots, MadeStates.Lots, cells, rest.Clusterings), refits.Single(r => r is { Kind: RefitKind.Lot, LeftOut: 3 }));

        // A subsample: what neighbours, graph and clusters of its cells are.
        int[] drawn = SubsampleDraw.Of(map.Cells.Lots, MadeStates.Lots, own.Seed, 1);
        var rows = new Core.Matrices.DenseMatrix<float>(drawn.Length, map.Embedding.Columns);
        for (int i = 0; i < drawn.Length; i++) map.Embedding.Row(drawn[i]).CopyTo(rows.Values.AsSpan(i * rows.Columns));
        using DeviceMatrix<float> points = device.Upload(rows);
        Core.Matrices.NeighborTable nearest = device.NearestNeighbors(points, points, own.Neighbors, DistanceMetric.Euclidean);
        Core.Matrices.CsrMatrix<double> shared = device.SharedNeighbors(nearest, own.PruneSnn);
        Clustering[] direct = [.. Analysis.Clusters.Leiden.Cluster(device, shared, own.Resolutions, own.Seed).Select(c => Analysis.Clusters.StrayCells.Join(c, nearest, shared))];
        Equal(RefitMatch.Of(RefitKind.Subsample, 2, -1, map.Clusterings, map.Cells.Lots, MadeStates.Lots, drawn, direct), refits.Single(r => r is { Kind: RefitKind.Subsample, Number: 2 }));
    }

    [Fact]
    public void Result_WithAnyNumberOfThreads_IsTheSame()
    {
        string[] texts = [.. new[] { 1, 2 }.Select(threads => JsonSerializer.Serialize(MadeStates.Discover(MadeStates.Input(4, Rising), Parameters, threads).Tests.Stability, Numbers))];
        Assert.Equal(texts[0], texts[1]);
    }

    [Fact]
    public void Louvain_IsFoundAnewToo()
    {
        DiscoveryResult found = MadeStates.Discover(MadeStates.Input(6, Rising), Parameters with { Algorithm = "louvain", Resolutions = [0.3], StabilitySubsamples = 2, StabilitySeeds = 2 });
        Assert.True(Finding.Of(found.Tests).ReachesAlpha);
        Assert.All(found.Tests.Stability!.Refits, r => Assert.InRange(r.Agreement[0], 0.9, 1));
    }

    [Fact]
    public void LockedHypotheses_OfWhatIsUnstable_AreNone()
    {
        DiscoveryResult found = MadeStates.Discover(MadeStates.Input(7, Rising), Parameters with { StabilitySubsamples = 1, StabilitySeeds = 1 });
        AssociationFindings unstable = found.Tests with { Associations = [.. found.Tests.Associations.Select(a => a with { Flags = [.. a.Flags, "UNSTABLE"] })] };
        Assert.NotEmpty(LockedHypotheses.Of(found));
        Assert.Empty(LockedHypotheses.Of(found with { Tests = unstable }));
        Assert.False(Finding.Of(unstable).ReachesAlpha);
        Assert.StartsWith("No cluster is shown to go with", FindingText.Headline(found with { Tests = unstable }), StringComparison.Ordinal);
    }

    private static void Equal(ClusterRefit expected, ClusterRefit found) => Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(found));
}
