using GpuCqa.Analysis.Markers;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Markers;

public sealed class MarkerSearchTests : IDisposable
{
    // R 4.2: x <- log1p(c(3,5,2,8)); y <- log1p(c(0,0,2,1,0)); wilcox.test(c(3,5,2,8), c(0,0,2,1,0), exact=FALSE)$p.value
    // By hand: ranks of the first group 7, 8, 5.5, 9 = 29.5; U = 19.5; ties 3^3-3 + 2^3-2 = 30; s^2 = 20/12 (10 - 30/72); z = (9.5 - 0.5) / s.
    private static readonly double[] Counts = [3, 5, 2, 8, 0, 0, 2, 1, 0];

    private readonly CpuDevice device = new(threads: 2);

    [Fact]
    public void Find_KnownGene_HasTheValuesByHand()
    {
        Marker marker = MarkerSearch.Find(device, [Matrix(Counts)], Genes(1), [Groups(1, [0, 0, 0, 0, 1, 1, 1, 1, 1])], MarkerFilter.None)[0];
        double z = 9 / Math.Sqrt(20 / 12.0 * (10 - (30 / 72.0)));
        Assert.Equal(Math.Log10(2 * UpperTail(z)), marker.Log10P, 1e-6);
        Assert.Equal(marker.Log10P, marker.Log10PAdjusted);
        Close.Relative(19.5 / 20, marker.Auc);
        Assert.Equal((1, 0.4), (marker.PctCluster, marker.PctRest));
        Close.Relative(Math.Log2((18 / 4.0) + 1) - Math.Log2((3 / 5.0) + 1), marker.Log2FcV4);
        Close.Relative(Math.Log2(19 / 4.0) - Math.Log2(4 / 5.0), marker.Log2FcV5);
        Assert.Equal((1.0, 0, "G0", "gene0"), (marker.Resolution, marker.Cluster, marker.Gene, marker.Name));
    }

    [Fact]
    public void Find_TheOtherGroup_MirrorsTheFirst()
    {
        IReadOnlyList<Marker> found = MarkerSearch.Find(device, [Matrix(Counts)], Genes(1), [Groups(1, [0, 0, 0, 0, 1, 1, 1, 1, 1])], MarkerFilter.None);
        Assert.Equal(found[0].Log10P, found[1].Log10P);
        Assert.Equal(-found[0].Log2FcV4, found[1].Log2FcV4);
        Close.Relative(1, found[0].Auc + found[1].Auc);
    }

    [Fact]
    public void Find_GeneWithoutCells_HasP1()
    {
        Marker marker = MarkerSearch.Find(device, [Matrix(new double[9])], Genes(1), [Groups(1, [0, 0, 0, 0, 1, 1, 1, 1, 1])], MarkerFilter.None)[0];
        Assert.Equal((0.0, 0.0, 0.0, 0.5), (marker.Log10P, marker.Log10PAdjusted, marker.Log2FcV4, marker.Auc));
    }

    [Fact]
    public void Find_SmallOrOnlyCluster_IsNotTested()
    {
        Assert.Empty(MarkerSearch.Find(device, [Matrix(Counts)], Genes(1), [Groups(1, new int[9])], MarkerFilter.None));
        IReadOnlyList<Marker> found = MarkerSearch.Find(device, [Matrix(Counts)], Genes(1), [Groups(1, [0, 0, 0, 0, 1, 1, 1, 2, 2])], MarkerFilter.None);
        Assert.Equal([0, 1], found.Select(m => m.Cluster));
    }

    [Fact]
    public void Find_ManyGenes_BonferroniCountsThemAll()
    {
        CsrMatrix<double> matrix = Matrix(Counts, new double[9], new double[9]);
        Marker marker = MarkerSearch.Find(device, [matrix], Genes(3), [Groups(1, [0, 0, 0, 0, 1, 1, 1, 1, 1])], new MarkerFilter { MaxP = 0.05 })[0];
        Close.Relative(marker.Log10P + Math.Log10(3), marker.Log10PAdjusted);
    }

    [Fact]
    public void Find_BlocksOfGenes_EqualOneMatrix()
    {
        double[][] genes = Enumerable.Range(0, 7).Select(g => Counts.Select((c, i) => (c * (g + 1) + (i * g)) % 5).ToArray()).ToArray();
        Clustering[] clusterings = [Groups(0.5, [0, 0, 0, 0, 1, 1, 1, 1, 1]), Groups(1, [0, 0, 0, 1, 1, 1, 2, 2, 2])];
        IReadOnlyList<Marker> whole = MarkerSearch.Find(device, [Matrix(genes)], Genes(7), clusterings, MarkerFilter.None);
        Assert.Equal(7 * 5, whole.Count);
        Assert.Equal(whole, MarkerSearch.Find(device, [Matrix(genes[..3]), Matrix(genes[3..4]), Matrix(genes[4..])], Genes(7), clusterings, MarkerFilter.None));
        using var reference = new ReferenceDevice();
        Assert.Equal(whole, MarkerSearch.Find(reference, [Matrix(genes)], Genes(7), clusterings, MarkerFilter.None));
    }

    [Fact]
    public void Find_Thresholds_RemoveAndKeep()
    {
        CsrMatrix<double> matrix = Matrix(Counts);
        Clustering[] groups = [Groups(1, [0, 0, 0, 0, 1, 1, 1, 1, 1])];
        Assert.Equal([0], Find(new MarkerFilter { MinPct = 0, MinLog2Fc = 0, MaxP = 1, OnlyPositive = true }));
        Assert.Equal([0, 1], Find(new MarkerFilter { MinPct = 1, MinLog2Fc = 1.5, MaxP = 0.05 }));
        Assert.Empty(Find(new MarkerFilter { MinLog2Fc = 1.8, MaxP = 0.05 }));
        Assert.Empty(Find(new MarkerFilter { MaxP = 0.02 }));
        int[] Find(MarkerFilter filter) => MarkerSearch.Find(device, [matrix], Genes(1), groups, filter).Select(m => m.Cluster).ToArray();
    }

    [Fact]
    public void Find_WhatDoesNotFit_IsRefused()
    {
        Clustering[] groups = [Groups(1, [0, 0, 0, 0, 1, 1, 1, 1, 1])];
        Assert.Throws<ArgumentException>(() => MarkerSearch.Find(device, [Matrix(Counts)], Genes(2), groups, MarkerFilter.None));
        Assert.Throws<ArgumentException>(() => MarkerSearch.Find(device, [Matrix(Counts), Matrix(Counts)], Genes(1), groups, MarkerFilter.None));
        Assert.Throws<ArgumentException>(() => MarkerSearch.Find(device, [Matrix([1, 2])], Genes(1), groups, MarkerFilter.None));
        Assert.Throws<InvalidParameterException>(() => MarkerSearch.Find(device, [Matrix(Counts)], Genes(1), groups, new MarkerFilter { MinPct = 2 }));
        Assert.Throws<ArgumentException>(() => MarkerSearch.Compare(device, Matrix(Counts), Genes(1), groups[0], 1, 1, MarkerFilter.None));
    }

    // R: round(c(0.0625, 0.4375, 0.1235, 0.0005, 2/3, 1), 3)
    [Theory]
    [InlineData(0.0625, 0.062)]
    [InlineData(0.4375, 0.438)]
    [InlineData(0.0005, 0)]
    [InlineData(2 / 3.0, 0.667)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void Round_Shares_AreRs(double share, double rounded) => Assert.Equal(rounded, PercentRounding.Round(share));

    public void Dispose() => device.Dispose();

    /// <summary>P(Z > z) by Simpson's rule, independent of the product's tail.</summary>
    private static double UpperTail(double z)
    {
        const int steps = 20_000;
        double width = 12.0 / steps, sum = 0;
        for (int i = 0; i <= steps; i++)
        {
            double x = z + (i * width);
            sum += (i is 0 or steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-x * x / 2);
        }

        return sum * width / 3 / Math.Sqrt(2 * Math.PI);
    }

    private static CsrMatrix<double> Matrix(params double[][] counts)
    {
        var offsets = new long[counts.Length + 1];
        for (int g = 0; g < counts.Length; g++) offsets[g + 1] = offsets[g] + counts[g].Count(c => c > 0);
        int cells = counts[0].Length;
        int[] columns = counts.SelectMany(g => Enumerable.Range(0, cells).Where(c => g[c] > 0)).ToArray();
        double[] values = counts.SelectMany(g => g.Where(c => c > 0)).ToArray();
        return new CsrMatrix<double>(counts.Length, cells, offsets, columns, values);
    }

    private static FeatureTable Genes(int count) => new([.. Enumerable.Range(0, count).Select(i => $"G{i}")], [.. Enumerable.Range(0, count).Select(i => $"gene{i}")]);

    private static Clustering Groups(double resolution, int[] labels) => new("louvain", resolution, labels.Max() + 1, 0, labels);
}
