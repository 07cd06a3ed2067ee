using System.Globalization;
using System.IO.Compression;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Reporting.Tables;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Tables;

public class ResultTablesTests
{
    private static readonly DiscoveryResult Result = new SyntheticResult { Readouts = ["vegf_pg_ml", "ido_activity"] }.Build();

    [Fact]
    public void Associations_Columns_AreTheArchitecturesNames()
    {
        string[] header = Lines(ResultTables.Associations, Result)[0].Split(',');
        string[] expected = ["readout", "resolution", "cluster", "n", "cells", "rho", "p_exact", "p_family", "p_family_step_down", "interval_low", "interval_high", "bootstrap_low", "bootstrap_high",
            "leave_one_out_low", "leave_one_out_high", "rho_clr", "stability", "flags", "rank"];
        Assert.Equal(expected, header);
    }

    [Fact]
    public void Associations_Numbers_RoundTripToTheSameBits()
    {
        string[][] rows = Lines(ResultTables.Associations, Result).Skip(1).Select(l => l.Split(',')).ToArray();
        Assert.Equal(Result.Tests.Associations.Count, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            Association a = Result.Tests.Associations[i];
            double[] expected = [Result.Map.Clusterings[a.State.Partition].Resolution, a.State.Index, a.Lots, a.Cells!.Value, a.Rho, a.P, a.PFamily, a.PFamilyStepDown, a.IntervalLow, a.IntervalHigh, a.BootstrapLow, a.BootstrapHigh, a.LeaveOneOutLow, a.LeaveOneOutHigh, a.RhoClr, a.Stability];
            Assert.Equal(a.Readout, rows[i][0]);
            Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), rows[i][1..17].Select(t => BitConverter.DoubleToInt64Bits(double.Parse(t, CultureInfo.InvariantCulture))));
            Assert.Equal(string.Join(';', a.Flags), rows[i][17]);
            Assert.Equal((i + 1).ToString(CultureInfo.InvariantCulture), rows[i][18]);
        }
    }

    [Fact]
    public void Associations_NotEstimable_AreEmptyFields()
    {
        Association unknown = Result.Tests.Associations[0] with { Rho = double.NaN, P = double.NaN, PFamily = double.NaN, Stability = double.NaN, BootstrapLow = double.NegativeInfinity, Flags = ["NOT_ESTIMABLE", "FEW_LOTS"] };
        string[] fields = Lines(ResultTables.Associations, Result with { Tests = Result.Tests with { Associations = [unknown] } })[1].Split(',');
        Assert.Equal(["", "", ""], fields[5..8]);
        Assert.Equal("-inf", fields[11]);
        Assert.Equal("", fields[16]);
        Assert.Equal("NOT_ESTIMABLE;FEW_LOTS", fields[17]);
    }

    [Fact]
    public void Lots_NamesWithSeparators_AreQuoted()
    {
        string name = "L1, \"pilot\"\n<script>";
        DiscoveryResult result = Result with { Map = Result.Map with { Lots = [Result.Map.Lots[0] with { Name = name, Donor = " d " }], Thresholds = [] } };
        using var writer = new StringWriter();
        ResultTables.Lots.Write(result, writer);
        string text = writer.ToString();
        Assert.StartsWith("lot,donor,tissue,batch,process,readout_vegf_pg_ml,readout_ido_activity,cells_read,", text, StringComparison.Ordinal);
        Assert.Contains("\n\"L1, \"\"pilot\"\"\n<script>\",\" d \",,,A,", text, StringComparison.Ordinal);
        Assert.EndsWith(",,,,\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lots_NamedAsMissing_AreQuoted()
    {
        DiscoveryResult result = Result with { Map = Result.Map with { Lots = [Result.Map.Lots[0] with { Name = "NA" }], Thresholds = [] } };
        using var writer = new StringWriter();
        ResultTables.Lots.Write(result, writer);
        Assert.Contains("\n\"NA\",", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_Rows_HoldLotClustersLayoutAndQuality()
    {
        string[] lines = Lines(ResultTables.Cells, Result);
        Assert.Equal("cell,lot,cluster_0_2,cluster_0_5,cluster_0_8,cluster_1_2,umap_1,umap_2,total_counts,detected_genes,mito_percent", lines[0]);
        Assert.Equal(Result.Map.Cells.Count + 1, lines.Length);
        int cell = 137;
        string[] fields = lines[cell + 1].Split(',');
        Assert.Equal(Result.Map.Cells.Barcodes[cell], fields[0]);
        Assert.Equal(Result.Map.Lots[Result.Map.Cells.Lots[cell]].Name, fields[1]);
        Assert.Equal(Result.Map.Clusterings.Select(c => c.Labels[cell].ToString(CultureInfo.InvariantCulture)), fields[2..6]);
        Assert.Equal(Result.Map.Cells.Layout[cell, 0], float.Parse(fields[6], CultureInfo.InvariantCulture));
        Assert.Equal(Result.Map.Cells.Layout[cell, 1], float.Parse(fields[7], CultureInfo.InvariantCulture));
        Assert.Equal(Result.Map.Cells.MitoPercent[cell], double.Parse(fields[10], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Clusters_Counts_SumToTheCellsOfTheLot()
    {
        string[][] rows = Lines(ResultTables.Clusters, Result).Skip(1).Select(l => l.Split(',')).ToArray();
        foreach (var group in rows.GroupBy(r => (r[0], r[1])))
            Assert.Equal(int.Parse(group.First()[4], CultureInfo.InvariantCulture), group.Sum(r => int.Parse(r[3], CultureInfo.InvariantCulture)));
        Assert.Equal(11 * (4 + 6 + 8 + 11), rows.Length);
    }

    [Fact]
    public void Genes_OfImageFeatures_HaveNoCountStatistics()
    {
        string[] counts = Lines(ResultTables.Genes, Result);
        string[] features = Lines(ResultTables.Genes, new SyntheticResult { Features = true }.Build());
        Assert.Equal("ENSG00002,GENE2,0.30000000000000004,0.8999999999999999,0.75,1.2,2,1.5,2.5", counts[3]);
        Assert.Equal("ENSG00003,GENE3,0.4,1.2,1,1.2,,,", counts[4]);
        Assert.Equal("ENSG00002,GENE2,,,,,2,1.5,2.5", features[3]);
    }

    [Fact]
    public void WriteFile_Gzip_HasNoTimeAndTheSameBytesTwice()
    {
        using var place = new TemporaryFolder();
        byte[][] twice = new byte[2][];
        for (int i = 0; i < 2; i++)
        {
            string folder = place.File("run" + i);
            Directory.CreateDirectory(folder);
            ResultTables.Write(Result, folder);
            twice[i] = File.ReadAllBytes(Path.Combine(folder, "cells.csv.gz"));
            File.SetLastWriteTimeUtc(Path.Combine(folder, "cells.csv.gz"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            Assert.Equal(ResultTables.Of(Result).Select(t => t.File).Order(StringComparer.Ordinal), Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        }

        Assert.Equal(twice[0], twice[1]);
        Assert.Equal(new byte[] { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0 }, twice[0][..8]);
        using var reader = new StreamReader(new GZipStream(new MemoryStream(twice[0]), CompressionMode.Decompress));
        Assert.StartsWith("cell,lot,", reader.ReadLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var writer = new StringWriter();
        Assert.Throws<OperationCanceledException>(() => ResultTables.Cells.Write(Result, writer, source.Token));
    }

    private static string[] Lines(TableDefinition table, DiscoveryResult result)
    {
        using var writer = new StringWriter();
        table.Write(result, writer);
        return writer.ToString().TrimEnd('\n').Split('\n');
    }
}
