using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Reporting.Tables;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Cli.Tests;

public class DiscoverTests
{
    [SharedDataFact]
    public void Discover_PlantedLots_PredictsLotsThatItsClustersNeverSaw()
    {
        using var folder = new TemporaryFolder();
        string output = folder.File("predicted");
        var (code, _, error) = CommandLine.Run("discover", SharedData.Path("planted_lots/cohort.csv"), "--readout", "vegf_pg_ml", "--out", output, "--quiet", "--epochs", "5", "--predict", "--predict-permutations", "199", "--resolutions", "0.2", "--variable-genes", "500");
        Assert.True(code == 0, error);
        JsonNode prediction = JsonNode.Parse(File.ReadAllText(Path.Combine(output, "summary.json")))!["prediction"]!;
        Assert.True((bool)prediction["states_within_folds"]!);
        JsonNode best = prediction["best_per_readout"]![0]!;
        Assert.True((bool)best["predicts"]! && (double)best["q2"]! > 0.8 && (double)best["p"]! < 0.01 && (double)best["q2"]! > (double)best["null_q2_95"]!, best.ToJsonString());
    }

    // The acceptance of the main job: real cells of 11 lots, vegf_pg_ml planted on the fraction of NK cells.
    [SharedDataFact]
    public void Discover_PlantedLots_RanksTheNkClusterFirst()
    {
        using var folder = new TemporaryFolder();
        string output = folder.File("planted");
        var (code, _, error) = CommandLine.Run("discover", SharedData.Path("planted_lots/cohort.csv"), "--readout", "vegf_pg_ml", "--out", output, "--quiet");
        Assert.True(code == 0, error);

        GzipCsv associations = GzipCsv.Read(Path.Combine(output, "associations.csv"));
        string[] best = associations.Rows[0];
        Assert.Equal("1", best[associations.Column("rank")]);
        Assert.True(associations.Numbers("rho")[0] >= 0.9);
        Assert.True(associations.Numbers("p_family")[0] < 0.05);

        GzipCsv truth = GzipCsv.Read(SharedData.Path("planted_lots/truth_cells.csv.gz"));
        var typeOf = truth.Text("cell").Zip(truth.Text("cell_type")).ToDictionary(p => p.First, p => p.Second);
        GzipCsv cells = GzipCsv.Read(Path.Combine(output, "cells.csv.gz"));
        string resolution = best[associations.Column("resolution")], cluster = best[associations.Column("cluster")];
        string[] labels = cells.Text(CellColumns.ColumnName(double.Parse(resolution, CultureInfo.InvariantCulture)));
        bool[] nk = cells.Text("cell").Select(c => typeOf[c] == "NK cells").ToArray();
        bool[] inside = labels.Select(l => l == cluster).ToArray();
        double both = nk.Zip(inside).Count(p => p.First && p.Second);
        Assert.True(both / inside.Count(i => i) >= 0.9, $"purity {both / inside.Count(i => i):0.000}");
        Assert.True(both / nk.Count(i => i) >= 0.9, $"recall {both / nk.Count(i => i):0.000}");
        Assert.All(cells.Text("lot").Distinct(), lot => Assert.StartsWith("T", lot, StringComparison.Ordinal));
    }

    [Fact]
    public void Discover_TinyCohort_OneThreadAndTwo_SameBytesButProvenance()
    {
        using var cohort = new TinyCohort();
        string one = cohort.Output + "1", two = cohort.Output + "2";
        foreach ((string output, string threads) in new[] { (one, "1"), (two, "2") })
        {
            var (code, _, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf", "--out", output, "--threads", threads, "--quiet", "--neighbors", "8", "--max-mito", "100");
            Assert.True(code == 0, error);
        }

        string[] names = [.. Directory.GetFiles(one, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(one, f)).Order(StringComparer.Ordinal)];
        Assert.Equal(names, Directory.GetFiles(two, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(two, f)).Order(StringComparer.Ordinal));
        foreach (string expected in new[] { "report.html", "summary.json", "provenance.json", "lots.csv", "cells.csv.gz", "clusters.csv", "associations.csv", "markers.csv", "result.h5ad", "reference/reference.json", "reference/pca_loadings.npy" })
            Assert.Contains(expected, names);
        Assert.All(names.Where(n => n is not ("provenance.json" or "report.html")), n => Assert.Equal(Hash(Path.Combine(one, n)), Hash(Path.Combine(two, n))));
        string[] reports = [.. new[] { one, two }.Select(o => string.Join('\n', File.ReadLines(Path.Combine(o, "report.html")).Where(l => !l.Contains("id=\"times\"", StringComparison.Ordinal))))];
        Assert.Equal(reports[0], reports[1]);
        using JsonDocument provenance = JsonDocument.Parse(File.ReadAllText(Path.Combine(one, "provenance.json")));
        Assert.True(provenance.RootElement.GetProperty("inputs").GetArrayLength() >= 19);
    }

    [Fact]
    public void Report_OfAFolder_IsMadeAgainToTheSameBytesAndInJapanese()
    {
        using var cohort = new TinyCohort();
        var (code, _, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf", "--out", cohort.Output, "--quiet", "--neighbors", "8", "--max-mito", "100");
        Assert.True(code == 0, error);
        string report = Path.Combine(cohort.Output, "report.html"), picture = Path.Combine(cohort.Output, "figures", "finding.png"), before = Hash(report), drawn = Hash(picture);
        File.Delete(report);
        File.Delete(picture);
        Assert.Equal(0, CommandLine.Run("report", cohort.Output, "--quiet").ExitCode);
        Assert.Equal((before, drawn), (Hash(report), Hash(picture)));
        string japanese = cohort.Output + ".ja.html";
        Assert.Equal(0, CommandLine.Run("report", cohort.Output, "--lang", "ja", "--out", japanese, "--quiet").ExitCode);
        Assert.Contains("<html lang=\"ja\">", File.ReadAllText(japanese), StringComparison.Ordinal);
        Assert.Equal(before, Hash(report));

        Assert.Equal(2, CommandLine.Run("report", cohort.Output, "--lang", "fr").ExitCode);
        Assert.Equal(4, CommandLine.Run("report", cohort.Output + "-nowhere").ExitCode);
        Assert.Equal(5, CommandLine.Run("report", cohort.Output, "--out", Path.Combine(cohort.Output, "no", "such", "place.html")).ExitCode);
        File.WriteAllText(Path.Combine(cohort.Output, "summary.json"), "{");
        (code, _, error) = CommandLine.Run("report", cohort.Output);
        Assert.Equal(3, code);
        Assert.Contains("summary.json", error, StringComparison.Ordinal);
        Assert.Equal(before, Hash(report));
    }

    [Fact]
    public void Discover_SimulatedCohort_FindsThePlantedState()
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = CommandLine.Run("demo", "--out", folder.File("demo"), "--quiet");
        Assert.True(code == 0, output + error);
        Assert.Contains("was found", output, StringComparison.Ordinal);
    }

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
