using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.Genes;
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
    private const int Genes = 240, Cells = (3 * CellStore.BlockCells) + 1000;

    private static readonly DiscoverParameters Parameters = new() { Readouts = ["x"], VariableGenes = 8, Components = 4, Dimensions = 2, Neighbors = 2, LayoutNeighbors = 2, Mads = 1000 };

    private static readonly Lazy<MemoryCells> Source = new(Simulate);

    private static readonly Lazy<Swept> Unlimited = new(() => Sweep(null));

    // The counts are 9.9 MB, a block 3.2 MB.
    [Theory]
    [InlineData(24_000_000, true, 1, Genes)]
    [InlineData(18_000_000, false, 1, Genes)]
    [InlineData(10_000_000, false, 0, Genes)]
    public void Sweeps_LessMemoryThanCounts_GiveTheSameBits(long limit, bool resident, int ahead, int genes)
    {
        Swept found = Sweep(limit);
        Assert.Equal((resident, ahead, genes), (found.Resident, found.Ahead, found.GenesPerBlock));
        AssertSame(Unlimited.Value, found);
        Assert.InRange(found.Peak, 1, limit);
    }

    [Fact]
    public void Sweeps_LessMemoryThanABlock_GiveTheSameBits()
    {
        Swept found = Sweep(6_500_000);
        Assert.True(found.GenesPerBlock < Genes);
        AssertSame(Unlimited.Value, found);
        Assert.InRange(found.Peak, 1, 6_500_000);
    }

    [Fact]
    public void Sweeps_TooLittleMemoryForAnyForm_SayHowMuchIsNeeded()
    {
        var error = Assert.Throws<DeviceMemoryException>(() => Sweep(1_000_000));
        Assert.Contains("at the least", error.Message, StringComparison.Ordinal);
        Assert.Contains("simulator:0", error.Message, StringComparison.Ordinal);
    }

    private static Swept Sweep(long? limit)
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator(memoryLimit: limit);
        var lot = new LotInput(new Lot("L1", null, Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), [1]);
        CohortCells cohort = CohortReader.Read(device, new CohortInput([lot], [new CellInput(Source.Value, 0)]), Parameters, StepProgress.None, CancellationToken.None);
        Swept swept;
        using (CellStore cells = cohort.Cells)
        {
            var blocks = new NormalizedBlocks(device, cells, Parameters.ScaleFactor);
            IReadOnlyList<VariableGene> variability = VariableGeneSearch.Measure(device, cells);
            int[] selected = VarianceStabilization.Select(variability, Parameters.VariableGenes);
            PcaModel pca = PrincipalComponents.Fit(device, blocks, selected, Parameters.Components, 1, StepProgress.None, CancellationToken.None);
            DenseMatrix<float> projections = PrincipalComponents.Project(device, blocks, pca, cells.Count, CancellationToken.None);
            double[] byGene = [.. new GeneStripes(device, blocks, cells).SelectMany(s => s.Values)];
            swept = new Swept(cells.Totals, [.. variability.Select(v => v.StandardizedVariance)], selected, pca.Loadings.Values, projections.Values, byGene, cells.Travel.Resident, cells.Travel.Ahead, cells.Travel.GenesPerBlock, device.Pool.PeakBytes);
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
    private static MemoryCells Simulate()
    {
        var rows = new float[Cells][];
        for (int c = 0; c < Cells; c++)
        {
            var random = new Philox(7, RandomPurpose.Test, (ulong)c);
            rows[c] = new float[Genes];
            for (int g = 0; g < Genes; g++)
            {
                uint bits = random.NextUInt32();
                if (bits % 5 == 0) rows[c][g] = 1 + ((bits >> 8) % (uint)(2 + (g % 8)));
            }
        }

        return new MemoryCells("simulated", [.. Enumerable.Range(0, Genes).Select(g => $"G{g}")], rows);
    }

    private sealed record Swept(
        double[] Totals, double[] Variances, int[] Selected, double[] Loadings, float[] Projections, double[] ByGene, bool Resident, int Ahead, int GenesPerBlock, long Peak);
}
