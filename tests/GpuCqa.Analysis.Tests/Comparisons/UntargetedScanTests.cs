using GpuCqa.Analysis.Comparisons;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Comparisons;

public class UntargetedScanTests
{
    private static readonly CompareParameters Parameters = new() { Change = "c", Before = "process=A", After = "process=B", Directions = 16, Places = 20 };

    [Fact]
    public void LotDistances_RaggedLots_EqualFloat64OverAllPairsOfCells()
    {
        using var device = new CpuDevice(2);
        Seeds.Each(seed =>
        {
            int[] sizes = [1, 5, 16, 17, 300];
            var random = new Philox(seed, RandomPurpose.Test);
            var points = new DenseMatrix<float>(sizes.Sum(), 7);
            for (int i = 0; i < points.Values.Length; i++) points.Values[i] = (float)random.NextNormal();
            int[] starts = [0, .. sizes.Select((_, i) => sizes.Take(i + 1).Sum())];
            (double[][] distances, double[][] kernels) = LotDistances.Of(device, points, starts, 2.5f, _ => { }, CancellationToken.None);
            double[][][] lots = [.. sizes.Select((n, l) => Enumerable.Range(starts[l], n).Select(c => points.Row(c).ToArray().Select(v => (double)v).ToArray()).ToArray())];
            for (int a = 0; a < lots.Length; a++)
            {
                for (int b = 0; b < lots.Length; b++)
                {
                    double[] all = [.. lots[a].SelectMany(x => lots[b].Select(y => Math.Sqrt(x.Zip(y, (p, q) => (p - q) * (p - q)).Sum())))];
                    Close.Relative(all.Average(), distances[a][b], 1e-6, 1e-12);
                    Close.Relative(all.Average(v => Math.Exp(-v * v / (2 * 2.5 * 2.5))), kernels[a][b], 1e-6);
                }
            }

            using var alone = new CpuDevice(1);
            Assert.Equal(distances, LotDistances.Of(alone, points, starts, 2.5f, _ => { }, CancellationToken.None).Distances);
        });
    }

    [Fact]
    public void Scan_NewState_IsFoundAndItsPlaceLeads()
    {
        using var device = new CpuDevice(2);
        (EmbeddedCells cells, ComparedLot[] lots) = Lots(11, 6, 6, 200, 0.05);
        ScanFinding scan = Run(device, cells, lots);
        Assert.Equal(AttributeVerdict.Different, scan.Verdict);
        Assert.True(scan.Exact);
        Assert.Equal(924, scan.Labellings);
        Assert.Equal(2 / 924.0, scan.SmallestP);
        ScanPlace first = scan.Places[0];
        Assert.Equal("new", first.State);
        Assert.True(first.ShareAfter > first.ShareBefore && first.Low > 0 && first.PFamily <= 0.01, $"{first}");
    }

    [Fact]
    public void Scan_ThreeAgainstThree_IsInsufficientWhateverTheCells()
    {
        using var device = new CpuDevice(2);
        (EmbeddedCells cells, ComparedLot[] lots) = Lots(5, 3, 3, 80, 0.4);
        ScanFinding scan = Run(device, cells, lots);
        Close.Relative(0.1, scan.SmallestP, 1e-12);
        Assert.Equal(AttributeVerdict.Insufficient, scan.Verdict);
        Assert.NotEmpty(scan.Places);
    }

    [Fact]
    public void Scan_FivePairs_HaveTheFloorOfSignFlips()
    {
        using var device = new CpuDevice(2);
        (EmbeddedCells cells, ComparedLot[] lots) = Lots(5, 5, 5, 80, 0.4);
        ScanFinding scan = UntargetedScan.Run(device, cells, lots, null, new ComparisonOptions(true, false, 0.05, 3, 999, 1), Parameters with { Pair = "donor" }, StepProgress.None, CancellationToken.None);
        Assert.Equal((0.0625, 0.0625, AttributeVerdict.Insufficient), (scan.SmallestP, scan.P, scan.Verdict));
    }

    [Fact]
    public void Scan_NoChange_RejectsNoMoreThanItsLevel()
    {
        using var device = new CpuDevice(2);
        int rejected = 0;
        const int Runs = 60;
        for (int r = 0; r < Runs; r++)
        {
            (EmbeddedCells cells, ComparedLot[] lots) = Lots((ulong)(100 + r), 5, 4, 40, 0);
            rejected += Run(device, cells, lots).P <= 0.05 ? 1 : 0;
        }

        // Exact: 0.05 at most; 9 of 60 has a chance of 0.002.
        Assert.InRange(rejected, 0, 8);
    }

    private static ScanFinding Run(ComputeDevice device, EmbeddedCells cells, ComparedLot[] lots) =>
        UntargetedScan.Run(device, cells, lots, null, new ComparisonOptions(false, false, 0.05, 3, 999, 1), Parameters, StepProgress.None, CancellationToken.None);

    // Lots shift as a whole and in composition; after the change a share of the cells lies where no cell lay before.
    private static (EmbeddedCells Cells, ComparedLot[] Lots) Lots(ulong seed, int before, int after, int cells, double added)
    {
        var random = new Philox(seed, RandomPurpose.Test);
        int lots = before + after;
        var points = new DenseMatrix<float>(lots * cells, 5);
        int[] states = new int[lots * cells];
        for (int l = 0; l < lots; l++)
        {
            double share = 0.4 + (0.1 * random.NextNormal());
            double[] shift = [.. Enumerable.Range(0, 5).Select(_ => 0.3 * random.NextNormal())];
            for (int c = 0; c < cells; c++)
            {
                int at = (l * cells) + c;
                states[at] = l >= before && random.NextDouble() < added ? 2 : random.NextDouble() < share ? 0 : 1;
                for (int k = 0; k < 5; k++) points[at, k] = (float)(shift[k] + random.NextNormal() + (states[at] == k ? 6 : 0));
            }
        }

        return (new EmbeddedCells("X_pca", points, [.. Enumerable.Range(0, lots + 1).Select(l => l * cells)], ["a", "b", "new"], states, false),
            [.. Enumerable.Range(0, lots).Select(l => new ComparedLot($"L{l}", l >= before, $"{l % before}"))]);
    }
}
