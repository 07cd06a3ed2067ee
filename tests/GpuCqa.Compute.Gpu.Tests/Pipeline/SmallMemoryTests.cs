using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.Genes;
using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Pipeline;

/// <summary>Every sweep over the cells of a cohort of four blocks, on devices of shrinking memory.</summary>
public class SmallMemoryTests
{
    private const int Genes = 240, BlockCells = 250, Cells = (3 * BlockCells) + 90;

    private static readonly DiscoverParameters Parameters = new() { Readouts = ["x"], VariableGenes = 8, Components = 4, Dimensions = 2, Neighbors = 2, LayoutNeighbors = 2, Mads = 1000 };

    private static readonly Lazy<CsrMatrix<float>[]> Blocks = new(Simulate);

    private static readonly Lazy<Swept> Unlimited = new(() => Sweep(null));

    // A block takes 98 KB, all counts a third of a megabyte; sums of 240 genes 264 KB.
    [Theory]
    [InlineData(2_000_000, true, 1)]
    [InlineData(700_000, false, 1)]
    [InlineData(520_000, false, 0)]
    public void Sweeps_LittleMemory_GiveTheSameBits(long limit, bool resident, int ahead)
    {
        Swept found = Sweep(limit);
        Assert.Equal(new BlockTravel(resident, ahead, Genes, found.Travel.Stripes), found.Travel);
        AssertSame(Unlimited.Value, found);
        Assert.InRange(found.Peak, 1, limit);
    }

    [Fact]
    public void Sweeps_LessMemoryThanABlockNeeds_NarrowItAndGiveTheSameBits()
    {
        Swept found = Sweep(440_000);
        Assert.InRange(found.Travel.GenesPerBlock, 1, Genes - 1);
        AssertSame(Unlimited.Value, found);
        Assert.InRange(found.Peak, 1, 440_000);
    }

    [Fact]
    public void Quality_LessMemoryThanABlock_CutsItByCells()
    {
        using var small = (GpuDevice)GpuFamilies.OpenSimulator(memoryLimit: 200_000);
        using var large = GpuFamilies.OpenSimulator();
        bool[] marked = [.. Enumerable.Range(0, Genes).Select(g => g % 7 == 0)];
        CellQuality expected = CellQuality.Of(large, Blocks.Value, marked), found = CellQuality.Of(small, Blocks.Value, marked);
        Assert.Equal(expected.Totals, found.Totals);
        Assert.Equal(expected.Genes, found.Genes);
        Assert.Equal(expected.MitoPercent, found.MitoPercent);
        Assert.InRange(small.Pool.PeakBytes, 1, 200_000);
        Assert.Equal(0, small.Pool.UsedBytes);
    }

    [Fact]
    public void Read_TooLittleMemoryForAnyForm_SaysHowMuchIsNeeded()
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator(memoryLimit: 150_000);
        var rows = Enumerable.Range(0, 40).Select(c => Enumerable.Range(0, 60).Select(g => (float)(1 + ((c * g) % 5))).ToArray()).ToArray();
        var source = new MemoryCells("cells", [.. Enumerable.Range(0, 60).Select(g => $"G{g}")], rows);
        var lot = new LotInput(new Lot("L1", null, Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), [1]);
        DiscoverParameters wide = Parameters with { VariableGenes = 2000, LayoutNeighbors = 30 };
        var error = Assert.Throws<DeviceMemoryException>(() =>
            CohortReader.Read(device, new CohortInput([lot], [new CellInput(source, 0)]), wide, StepProgress.None, CancellationToken.None));
        Assert.Contains("at the least", error.Message, StringComparison.Ordinal);
        Assert.Contains("simulator:0", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, device.Pool.UsedBytes);
    }

    private static Swept Sweep(long? limit)
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator(memoryLimit: limit);
        CsrMatrix<float>[] blocks = Blocks.Value;
        var size = new CohortSize(Cells, Genes, blocks.Sum(b => b.NonZeros), 1, blocks.Max(b => b.NonZeros), false);
        MemoryPlan plan = MemoryPlan.Of(size, Parameters, BlockCells, device.FreeMemory);
        plan.Require(device.Info.Kind);
        Swept swept;
        using (var cells = new CellStore(device, blocks, plan.Travel)
        {
            Modality = CellModality.Counts,
            Genes = new FeatureTable([.. Enumerable.Range(0, Genes).Select(g => $"G{g}")], [.. Enumerable.Range(0, Genes).Select(g => $"G{g}")]),
            Barcodes = [.. Enumerable.Range(0, Cells).Select(c => $"C{c}")],
            Lots = new int[Cells],
            Totals = CellQuality.Of(device, blocks, new bool[Genes]).Totals,
            DetectedGenes = new int[Cells],
            MitoPercent = new double[Cells],
        })
        {
            var normalized = new NormalizedBlocks(device, cells, Parameters.ScaleFactor);
            IReadOnlyList<VariableGene> variability = VariableGeneSearch.Measure(device, cells);
            int[] selected = VarianceStabilization.Select(variability, Parameters.VariableGenes);
            PcaModel pca = PrincipalComponents.Fit(device, normalized, selected, Parameters.Components, 1, StepProgress.None, CancellationToken.None);
            DenseMatrix<float> projections = PrincipalComponents.Project(device, normalized, pca, cells.Count, CancellationToken.None);
            double[] byGene = [.. new GeneStripes(device, normalized, cells).SelectMany(s => s.Values[..(int)s.NonZeros])];
            swept = new Swept(cells.Totals, [.. variability.Select(v => v.StandardizedVariance)], selected, pca.Loadings.Values, projections.Values, byGene, cells.Travel, device.Pool.PeakBytes);
        }

        Assert.Equal(0, device.Pool.UsedBytes);
        return swept;
    }

    private static void AssertSame(Swept expected, Swept found)
    {
        Assert.Equal(expected.Totals, found.Totals);
        Assert.Equal(expected.Variances, found.Variances);
        Assert.Equal(expected.Selected, found.Selected);
        Assert.Equal(expected.Loadings, found.Loadings);
        Assert.True(expected.Projections.AsSpan().SequenceEqual(found.Projections));
        Assert.True(expected.ByGene.AsSpan().SequenceEqual(found.ByGene));
    }

    // A fifth of the entries are counts of 1 to 9, drawn by cell, so that genes differ in mean and variance.
    private static CsrMatrix<float>[] Simulate()
    {
        var blocks = new List<CsrMatrix<float>>();
        var buffer = new CsrRowBuffer<float>(Genes);
        for (int c = 0; c < Cells; c++)
        {
            var random = new Philox(7, RandomPurpose.Test, (ulong)c);
            var columns = new List<int>();
            var values = new List<float>();
            for (int g = 0; g < Genes; g++)
            {
                uint bits = random.NextUInt32();
                if (bits % 5 != 0) continue;
                columns.Add(g);
                values.Add(1 + ((bits >> 8) % (uint)(2 + (g % 8))));
            }

            buffer.Append([.. columns], [.. values]);
            if (buffer.Rows == BlockCells) blocks.Add(buffer.Take());
        }

        if (buffer.Rows > 0) blocks.Add(buffer.Take());
        return [.. blocks];
    }

    private sealed record Swept(double[] Totals, double[] Variances, int[] Selected, double[] Loadings, float[] Projections, double[] ByGene, BlockTravel Travel, long Peak);
}
