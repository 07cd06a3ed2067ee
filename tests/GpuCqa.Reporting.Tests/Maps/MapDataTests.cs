using System.Text.Json.Nodes;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Matrices;
using GpuCqa.Reporting.Maps;
using Xunit;

namespace GpuCqa.Reporting.Tests.Maps;

public class MapDataTests
{
    [Fact]
    public void Data_Decoded_GivesTheCellsBack()
    {
        DiscoveryResult result = new SyntheticResult().Build();
        MapData data = Make(result, 1_000_000);
        int[] order = MapSample.Cells(result, 1_000_000);
        byte[] x = Convert.FromBase64String(Text(data, "x")), y = Convert.FromBase64String(Text(data, "y")), lots = Convert.FromBase64String(Text(data, "lots"));
        byte[] labels = Convert.FromBase64String((string)data.Json["partitions"]![2]!["labels"]!);
        float[] allX = order.Select(c => result.Cells.Layout[c, 0]).ToArray(), allY = order.Select(c => result.Cells.Layout[c, 1]).ToArray();
        double scale = Math.Max(allX.Max() - allX.Min(), allY.Max() - allY.Min());
        Assert.Equal(result.Cells.Count, order.Distinct().Count());
        for (int i = 0; i < order.Length; i++)
        {
            Assert.Equal((allX[i] - allX.Min()) / scale, BitConverter.ToUInt16(x, 2 * i) / 65535.0, 1e-5);
            Assert.Equal((allY.Max() - allY[i]) / scale, BitConverter.ToUInt16(y, 2 * i) / 65535.0, 1e-5);
            Assert.Equal(result.Cells.Lots[order[i]], lots[i]);
            Assert.Equal(result.Clusterings[2].Labels[order[i]], labels[i]);
        }
    }

    [Fact]
    public void Data_MoreThan256Clusters_TakesTwoBytes()
    {
        DiscoveryResult result = new SyntheticResult { Resolutions = [5], Clusters = [300] }.Build();
        MapData data = Make(result, 1_000_000);
        Assert.True((bool)data.Json["wide"]!);
        byte[] labels = Convert.FromBase64String((string)data.Json["partitions"]![0]!["labels"]!);
        int[] order = MapSample.Cells(result, 1_000_000);
        Assert.Equal(order.Select(c => result.Clusterings[0].Labels[c]), Enumerable.Range(0, order.Length).Select(i => (int)BitConverter.ToUInt16(labels, 2 * i)));
    }

    [Fact]
    public void Sample_AboveTheLimit_KeepsFiftyOfEveryClusterAndProportionsOtherwise()
    {
        DiscoveryResult result = Rare(20_000, 60);
        int[] drawn = MapSample.Cells(result, 2_000);
        Assert.Equal(drawn.Length, drawn.Distinct().Count());
        Assert.Equal(50, drawn.Count(c => result.Clusterings[0].Labels[c] == 2));
        Assert.InRange(drawn.Length, 2_000, 2_050);
        Assert.InRange(drawn.Count(c => result.Clusterings[0].Labels[c] == 1), 600, 735);
        Assert.Equal(drawn, MapSample.Cells(result, 2_000));
    }

    [Fact]
    public void Sample_ASmallClusterAndAMissingPosition_AreTakenAndLeftOut()
    {
        DiscoveryResult result = Rare(5_000, 7);
        result.Cells.Layout[3, 1] = float.NaN;
        int[] drawn = MapSample.Cells(result, 500);
        Assert.Equal(7, drawn.Count(c => result.Clusterings[0].Labels[c] == 2));
        Assert.DoesNotContain(3, MapSample.Cells(result, 10_000));
        Assert.Equal(4_999, MapSample.Cells(result, 10_000).Length);
    }

    // Two of three cells in cluster 0, a third in cluster 1, the last few in cluster 2.
    private static DiscoveryResult Rare(int cells, int rare)
    {
        int[] labels = Enumerable.Range(0, cells).Select(c => c >= cells - rare ? 2 : c % 3 == 0 ? 1 : 0).ToArray();
        var layout = new DenseMatrix<float>(cells, 2);
        for (int c = 0; c < cells; c++) (layout[c, 0], layout[c, 1]) = (c % 97, c % 89);
        DiscoveryResult result = new SyntheticResult { Resolutions = [0.5], Clusters = [3], Lots = 1, CellsPerLot = 3 }.Build();
        return result with
        {
            Clusterings = [new Clustering("leiden", 0.5, 3, 1, labels)],
            Cells = new CellTable(Enumerable.Range(0, cells).Select(c => $"{c}").ToArray(), new int[cells], new double[cells], new int[cells], new double[cells], layout),
        };
    }

    private static MapData Make(DiscoveryResult result, int most) =>
        MapData.Of(result, result.Clusterings.Select(c => new ClusterColors(-1, new string[c.Clusters])).ToArray(), Enumerable.Range(0, result.Lots.Count).ToArray(), 0, most);

    private static string Text(MapData data, string name) => (string)data.Json[name]!;
}
