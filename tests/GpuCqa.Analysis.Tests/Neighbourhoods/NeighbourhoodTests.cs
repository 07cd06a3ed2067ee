using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using GpuCqa.Validation;
using Xunit;

namespace GpuCqa.Analysis.Tests.Neighbourhoods;

public sealed class NeighbourhoodTests
{
    private static readonly DiscoverParameters Parameters = new() { Readouts = ["y"], ExactLots = 8, Permutations = 999, TestedNeighbourhoods = 60, Resolutions = [0.5] };

    [Fact]
    public void FamilyWiseError_CohortsWithoutRelation_HoldsTheLevelAndSinglePsDoNot()
    {
        // Fixed cohorts: at most 9 of 60 are due at 5 % with probability 0.999, and most have some neighbourhood with a single p below it.
        using var device = new CpuDevice(2);
        CohortRoute[][] found = [.. Enumerable.Range(1, 60).Select(seed => CohortRoute.Run(device, StateCohort.Create((ulong)seed, 7, 40, "apart", 0), Parameters))];
        foreach (string route in CohortRoute.Routes)
        {
            CohortRoute[] own = [.. found.Select(f => f.First(r => r.Route == route))];
            Assert.InRange(own.Count(r => r.P <= 0.05), 0, 9);
            if (route != DiscoverParameters.Clusters) Assert.InRange(own.Count(r => r.Raw <= 0.05), 20, 60);
        }

        Assert.InRange(found.Count(f => f[1].GlobalP <= 0.05), 0, 9);
        // One family is larger than either, and never less strict for what both hold.
        Assert.All(found, f => Assert.Equal(f[0].Tests + f[1].Tests, f[2].Tests));
        Assert.All(found, f => Assert.True(f[2].P >= Math.Min(f[0].P, f[1].P)));
    }

    [Fact]
    public void Region_StateInTheMiddleOfAContinuum_IsWhereItIs()
    {
        // Fixed cohorts of 11 lots: where neighbourhoods pass, the planted state is at least twice as frequent in the region as among all cells.
        using var device = new CpuDevice(2);
        CohortRoute[] found = [.. Enumerable.Range(1, 12).Select(seed => CohortRoute.Run(device, StateCohort.Create((ulong)seed, 11, 150, "between", 1), Parameters)[1])];
        CohortRoute[] passing = [.. found.Where(f => f.P <= 0.05)];
        Assert.True(passing.Length >= 2, $"{passing.Length} of 12 pass");
        Assert.True(passing.Count(f => f.Lift >= 2) >= 0.75 * passing.Length, string.Join(", ", passing.Select(f => f.Lift)));
    }

    [Fact]
    public void Cover_AnyThreads_IsTheSameAndStandsForAllOthers()
    {
        StateCohort cohort = StateCohort.Create(1, 9, 60, "apart", 0.9);
        NeighbourhoodField one = Field(new CpuDevice(1), cohort, 50), two = Field(new CpuDevice(3), cohort, 50), reference = Field(new ReferenceDevice(), cohort, 50);
        Assert.Equal(one.Cover.Cells, two.Cover.Cells);
        Assert.Equal(one.Cover.Of, two.Cover.Of);
        Assert.Equal(one.Abundance.Shares.Values, two.Abundance.Shares.Values);
        Assert.Equal(one.Cover.Cells, reference.Cover.Cells);
        Assert.InRange(one.Cover.Cells.Length, 2, 50);
        Assert.Equal(one.Cover.Cells.Length, one.Cover.Cells.Distinct().Count());
        for (int t = 0; t < one.Cover.Cells.Length; t++) Assert.Equal(t, one.Cover.Of[one.Cover.Cells[t]]);
        for (int cell = 0; cell < cohort.Lots.Length; cell++)
        {
            if (one.Cover.Of[cell] < 0) continue;
            double[] own = one.Abundance.Shares.Row(cell).ToArray();
            double[] likeness = [.. one.Profiles.Select(p => Spearman.Correlation(own, p))];
            Assert.Equal(likeness.Max(), one.Cover.Likeness[cell], 1e-5);
        }

        // Each lot's walk brings each of its cells somewhere.
        for (int lot = 0; lot < 9; lot++) Assert.Equal(1, Enumerable.Range(0, cohort.Lots.Length).Sum(c => one.Abundance.Shares[c, lot]), 1e-9);
    }

    [Fact]
    public void Straddling_StateWithoutABoundary_IsFoundByNeighbourhoodsAtLeastAsOftenAsByClusters()
    {
        // Fixed cohorts of 11 lots whose planted state is the middle piece of a continuum; bench/validation has 200.
        using var device = new CpuDevice(2);
        CohortRoute[][] found = [.. Enumerable.Range(1, 16).Select(seed => CohortRoute.Run(device, StateCohort.Create((ulong)seed, 11, 150, "level", 1), Parameters with { TestedNeighbourhoods = new DiscoverParameters { Readouts = [] }.TestedNeighbourhoods }))];
        int clusters = found.Count(f => f[0] is { P: <= 0.05, Lift: >= 2 }), places = found.Count(f => f[1] is { P: <= 0.05, Lift: >= 2 });
        Assert.True(places >= clusters && places >= 4, $"neighbourhoods {places}, clusters {clusters} of {found.Length}");
    }

    [Fact]
    public void Walk_UntilTheCoverSuffices_IsNoLongerThanItTakes()
    {
        StateCohort cohort = StateCohort.Create(1, 9, 60, "apart", 0.9);
        NeighbourhoodField few = Field(new CpuDevice(2), cohort, 12), many = Field(new CpuDevice(2), cohort, 200);
        Assert.True(few.Abundance.Steps > many.Abundance.Steps, $"{few.Abundance.Steps} and {many.Abundance.Steps} steps");
        using var device = new CpuDevice(2);
        Assert.True(NeighbourhoodCover.Suffices(device, few.Abundance, 12));
        using DeviceMatrix<float> points = device.Upload(cohort.Points);
        CsrMatrix<double> shared = device.SharedNeighbors(device.NearestNeighbors(points, points, 20, DistanceMetric.Euclidean), 1.0 / 15);
        NeighbourhoodAbundance before = LotDiffusion.Run(device, shared, cohort.Lots, 9, few.Abundance.Steps - 1), same = LotDiffusion.Run(device, shared, cohort.Lots, 9, few.Abundance.Steps);
        Assert.False(NeighbourhoodCover.Suffices(device, before, 12));
        Assert.Equal(few.Abundance.Shares.Values, same.Shares.Values);
    }

    [Fact]
    public void Cover_PlaceOfOneLot_IsLeftOut()
    {
        // Two parts without an edge between them: the second is of one lot.
        int[] lots = [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 3, 3, 3];
        CsrMatrix<double> graph = Ring(lots.Length, 12);
        using var device = new CpuDevice(1);
        NeighbourhoodField field = NeighbourhoodField.Of(device, graph, lots, 6, 100, StepProgress.None);
        Assert.Equal(3, field.Cover.LeftOut);
        Assert.All(Enumerable.Range(12, 3), c => Assert.Equal(-1, field.Cover.Of[c]));
        Assert.Throws<PreconditionException>(() => NeighbourhoodField.Of(device, graph, [.. lots.Select(l => l % 5)], 5, 100, StepProgress.None));
    }

    [Theory]
    [InlineData(6, 200, 9)]
    [InlineData(7, 200, 63)]
    [InlineData(8, 200, 200)]
    [InlineData(8, 50, 50)]
    public void Affordable_FewLots_IsWhatAPerfectRelationCanBear(int lots, int most, int expected)
    {
        DesignStatement design = DesignCheck.Check(["y"], [[.. Enumerable.Range(0, lots).Select(l => (double)l)]], 0.05, new MaxTOptions());
        Assert.Equal(expected, NeighbourhoodField.Affordable(most, design, 0.05));
    }

    [Fact]
    public void Overlap_OfARegion_NamesTheClustersThatHoldIt()
    {
        Clustering[] clusterings = [new("leiden", 1, 3, 0, [0, 0, 0, 0, 1, 1, 1, 2, 2]), new("leiden", 2, 1, 0, new int[9])];
        sbyte[] region = [1, 1, 0, 0, 1, 0, 0, -1, 0];
        IReadOnlyList<NeighbourhoodOverlap> overlaps = NeighbourhoodOverlap.Of(clusterings, region, 1);
        Assert.Equal([new(new StateId(0, 0), 2, 2 / 3.0, 0.5, 0.4), new(new StateId(0, 1), 1, 1 / 3.0, 1 / 3.0, 0.2), new(new StateId(1, 0), 3, 1, 3 / 9.0, 3 / 9.0)], overlaps);
        Assert.Equal(new StateId(0, 0), NeighbourhoodOverlap.Closest(overlaps)!.State);
        Assert.Equal(0.5, NeighbourhoodOverlap.Closest(NeighbourhoodOverlap.Of(clusterings, region, -1))!.Jaccard);
        Assert.Empty(NeighbourhoodOverlap.Of(clusterings, new sbyte[9], 1));
    }

    private static NeighbourhoodField Field(ComputeDevice device, StateCohort cohort, int most)
    {
        using (device)
        {
            using DeviceMatrix<float> points = device.Upload(cohort.Points);
            CsrMatrix<double> shared = device.SharedNeighbors(device.NearestNeighbors(points, points, 20, DistanceMetric.Euclidean), 1.0 / 15);
            return NeighbourhoodField.Of(device, shared, cohort.Lots, cohort.Readout.Length, most, StepProgress.None);
        }
    }

    // Two rings: the first cells, and the rest.
    private static CsrMatrix<double> Ring(int cells, int first)
    {
        var rows = new SortedSet<int>[cells];
        for (int c = 0; c < cells; c++) rows[c] = [];
        for (int c = 0; c < cells; c++)
        {
            int next = c < first ? (c + 1) % first : c + 1 < cells ? c + 1 : first;
            rows[c].Add(next);
            rows[next].Add(c);
        }

        long[] offsets = new long[cells + 1];
        for (int c = 0; c < cells; c++) offsets[c + 1] = offsets[c] + rows[c].Count;
        return new CsrMatrix<double>(cells, cells, offsets, [.. rows.SelectMany(r => r)], [.. rows.SelectMany(r => r.Select(_ => 1.0))]);
    }
}
