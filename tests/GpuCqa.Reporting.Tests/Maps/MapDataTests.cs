using System.IO.Compression;
using System.Text.Json.Nodes;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Matrices;
using GpuCqa.Reporting.Expression;
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
        byte[] x = Bytes(data, "x"), y = Bytes(data, "y"), lots = Bytes(data, "lots");
        byte[] labels = Bytes(data, "clusters-2");
        float[] allX = order.Select(c => result.Map.Cells.Layout[c, 0]).ToArray(), allY = order.Select(c => result.Map.Cells.Layout[c, 1]).ToArray();
        double scale = Math.Max(allX.Max() - allX.Min(), allY.Max() - allY.Min());
        Assert.Equal(result.Map.Cells.Count, order.Distinct().Count());
        for (int i = 0; i < order.Length; i++)
        {
            Assert.Equal((allX[i] - allX.Min()) / scale, BitConverter.ToUInt16(x, 2 * i) / 65535.0, 1e-5);
            Assert.Equal((allY.Max() - allY[i]) / scale, BitConverter.ToUInt16(y, 2 * i) / 65535.0, 1e-5);
            Assert.Equal(result.Map.Cells.Lots[order[i]], lots[i]);
            Assert.Equal(result.Map.Clusterings[2].Labels[order[i]], labels[i]);
        }
    }

    [Fact]
    public void Data_MoreThan256Clusters_TakesTwoBytes()
    {
        DiscoveryResult result = new SyntheticResult { Resolutions = [5], Clusters = [300] }.Build();
        MapData data = Make(result, 1_000_000);
        Assert.True((bool)data.Json["wide"]!);
        byte[] labels = Bytes(data, "clusters-0");
        int[] order = MapSample.Cells(result, 1_000_000);
        Assert.Equal(order.Select(c => result.Map.Clusterings[0].Labels[c]), Enumerable.Range(0, order.Length).Select(i => (int)BitConverter.ToUInt16(labels, 2 * i)));
    }

    [Fact]
    public void Sample_AboveTheLimit_KeepsFiftyOfEveryClusterAndProportionsOtherwise()
    {
        DiscoveryResult result = Rare(20_000, 60);
        int[] drawn = MapSample.Cells(result, 2_000);
        Assert.Equal(drawn.Length, drawn.Distinct().Count());
        Assert.Equal(50, drawn.Count(c => result.Map.Clusterings[0].Labels[c] == 2));
        Assert.InRange(drawn.Length, 2_000, 2_050);
        Assert.InRange(drawn.Count(c => result.Map.Clusterings[0].Labels[c] == 1), 600, 735);
        Assert.Equal(drawn, MapSample.Cells(result, 2_000));
    }

    [Fact]
    public void Sample_ASmallClusterAndAMissingPosition_AreTakenAndLeftOut()
    {
        DiscoveryResult result = Rare(5_000, 7);
        result.Map.Cells.Layout[3, 1] = float.NaN;
        int[] drawn = MapSample.Cells(result, 500);
        Assert.Equal(7, drawn.Count(c => result.Map.Clusterings[0].Labels[c] == 2));
        Assert.DoesNotContain(3, MapSample.Cells(result, 10_000));
        Assert.Equal(4_999, MapSample.Cells(result, 10_000).Length);
    }

    [Fact]
    public void Data_Levels_AreTheQualityMeasuresToHalfALevel()
    {
        DiscoveryResult result = new SyntheticResult { Values = true }.Build();
        MapData data = Make(result, 1_000_000);
        JsonNode counts = data.Json["quality"]![0]!, genes = data.Json["quality"]![1]!;
        byte[] countLevels = Bytes(data, "quality-0"), geneLevels = Bytes(data, "quality-1");
        double low = Math.Log10(1 + (double)counts["low"]!), high = Math.Log10(1 + (double)counts["high"]!);
        for (int c = 0; c < result.Map.Cells.Count; c++)
        {
            Assert.Equal(Math.Log10(1 + result.Map.Cells.TotalCounts[c]), low + (countLevels[c] / 255.0 * (high - low)), (high - low) / 509);
            Assert.Equal(result.Map.Cells.DetectedGenes[c], (double)genes["low"]! + (geneLevels[c] / 255.0 * ((double)genes["high"]! - (double)genes["low"]!)), ((double)genes["high"]! - (double)genes["low"]!) / 509);
        }

        Assert.Equal(MapExpression.Of(result).Levels[2], Bytes(data, "gene-2"));
        string[] names = System.Text.Encoding.UTF8.GetString(Bytes(data, "names")).Split('\n');
        Assert.Equal(result.Map.Cells.Barcodes, names);
    }

    [Fact]
    public void Data_ASample_CarriesTheRowsOfItsCells()
    {
        DiscoveryResult result = Rare(5_000, 60);
        byte[] rows = Bytes(Make(result, 1_000), "rows");
        Assert.Equal(MapSample.Cells(result, 1_000), Enumerable.Range(0, rows.Length / 4).Select(i => BitConverter.ToInt32(rows, 4 * i)));
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
        MapData.Of(result, MapExpression.Of(result), result.Map.Clusterings.Select(c => new ClusterColors(-1, [.. Enumerable.Repeat("#0072b2", c.Clusters)])).ToArray(), Enumerable.Range(0, result.Map.Lots.Count).ToArray(), 0, most, names: true);

    private static byte[] Bytes(MapData data, string id)
    {
        using var packed = new MemoryStream(Convert.FromBase64String(data.Columns.Single(c => c.Id == "map-" + id).Text));
        using var deflate = new DeflateStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        deflate.CopyTo(bytes);
        return bytes.ToArray();
    }
}
