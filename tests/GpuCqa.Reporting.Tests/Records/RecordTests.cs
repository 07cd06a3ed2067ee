using System.Reflection;
using System.Text.Json.Nodes;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Tables;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Records;

public class RecordTests
{
    private static readonly DiscoveryResult Result = new SyntheticResult { Readouts = ["vegf_pg_ml", "ido"] }.Build();

    [Fact]
    public void Summary_Design_ComesFirstAndTheFindingHasTheTablesNames()
    {
        JsonObject summary = JsonNode.Parse(SummaryJson.Text(Result))!.AsObject();
        Assert.Equal("design", summary.First().Key);
        Assert.Equal(Result.Tests.Design.Sentence, (string)summary["design"]!["sentence"]!);
        Assert.Equal(FindingText.Sentence(Result), (string)summary["finding"]!["sentence"]!);
        JsonObject best = summary["finding"]!["best"]!.AsObject();
        Assert.Equal(ResultTables.Associations.Columns.Select(c => c.Name), best.Select(p => p.Key));
        Assert.Equal(BitConverter.DoubleToInt64Bits(Result.Tests.Associations[0].Rho), BitConverter.DoubleToInt64Bits((double)best["rho"]!));
        Assert.Equal(2 * 29, (int)summary["family"]!["tests"]!);
        Assert.Equal(["vegf_pg_ml", "ido"], summary["best_per_readout"]!.AsArray().Select(a => (string)a!["readout"]!));
    }

    [Fact]
    public void Summary_NotANumber_IsNull()
    {
        Association first = Result.Tests.Associations[0] with { IntervalLow = double.NaN, Stability = double.NaN };
        JsonNode summary = JsonNode.Parse(SummaryJson.Text(Result with { Tests = Result.Tests with { Associations = [first] }, Map = Result.Map with { Alignment = Result.Map.Alignment with { MixingAfter = double.NaN } } }))!;
        Assert.Null(summary["finding"]!["best"]!["interval_low"]);
        Assert.Null(summary["alignment"]!["mixing_after"]);
        JsonNode none = JsonNode.Parse(SummaryJson.Text(Result with { Tests = Result.Tests with { Associations = [] } }))!;
        Assert.Null(none["finding"]!["best"]);
        Assert.False((bool)none["finding"]!["reaches_alpha"]!);
    }

    [Fact]
    public void Provenance_Parameters_AreAllOfThemAfterDefaults()
    {
        JsonNode provenance = JsonNode.Parse(ProvenanceJson.Text(SyntheticProvenance.Make(), Result))!;
        JsonObject parameters = provenance["parameters"]!.AsObject();
        // Parameters of methods that are only there when they are asked for are not named.
        Assert.Equal(typeof(DiscoverParameters).GetProperties().Count(p => p.GetCustomAttribute<OptionalParameterAttribute>() is null), parameters.Count);
        Assert.False(parameters.ContainsKey("block"));
        JsonNode designed = JsonNode.Parse(ProvenanceJson.Text(SyntheticProvenance.Make(), Result with { Parameters = Result.Parameters with { Block = ["donor"], Unit = "mother" } }))!;
        Assert.Equal(("donor", "mother"), ((string)designed["parameters"]!["block"]![0]!, (string)designed["parameters"]!["unit"]!));
        Assert.Equal(["vegf_pg_ml", "ido"], parameters["readouts"]!.AsArray().Select(r => (string)r!));
        Assert.Equal(1.0 / 15.0, (double)parameters["prune_snn"]!);
        Assert.Null(parameters["min_genes"]);
        Assert.Equal(1ul, (ulong)provenance["seed"]!);
        Assert.Equal(2, (int)provenance["device"]!["threads"]!);
        Assert.Equal("/data/secret/cohort.csv", (string)provenance["inputs"]![0]!["path"]!);
        Assert.Equal("2026-05-06T07:10:09.000Z", (string)provenance["started"]!);
        Assert.Equal(1.75, (double)provenance["steps"]![1]!["seconds"]!);
    }

    [Fact]
    public void ResultFiles_OtherThreads_DifferInProvenanceOnly()
    {
        using var place = new TemporaryFolder();
        foreach (int threads in new[] { 1, 2 })
            ResultFolder.Write(place.File($"out{threads}"), force: false, f => ResultFiles.Write(f, new SyntheticResult().Build(), SyntheticProvenance.Make(threads)));
        string[] files = Directory.GetFiles(place.File("out1")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(["associations.csv", "cells.csv.gz", "clusters.csv", "expression.csv.gz", "expression_genes.csv", "gene_sets.csv", "genes.csv", "lots.csv", "markers.csv", "provenance.json", "pseudobulk.csv", "pseudobulk_markers.csv", "report.html", "summary.json"], files);
        foreach (string file in files)
            Assert.Equal(file is not ("provenance.json" or "report.html"), File.ReadAllBytes(Path.Combine(place.File("out1"), file)).SequenceEqual(File.ReadAllBytes(Path.Combine(place.File("out2"), file))));
        string[][] reports = [.. new[] { "out1", "out2" }.Select(o => File.ReadAllLines(Path.Combine(place.File(o), "report.html")))];
        Assert.Equal(1, reports[0].Zip(reports[1]).Count(l => l.First != l.Second));
        string[] figures = [.. Directory.GetFiles(Path.Combine(place.File("out1"), "figures"))];
        Assert.True(figures.Length >= 14);
        Assert.All(figures, f => Assert.Equal(File.ReadAllBytes(f), File.ReadAllBytes(f.Replace("out1", "out2", StringComparison.Ordinal))));
    }

    [Fact]
    public void ResultFiles_CancelledMidway_LeaveNothing()
    {
        using var place = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => ResultFolder.Write(place.File("out"), force: false, f =>
        {
            ResultTables.Lots.WriteFile(Result, f);
            source.Cancel();
            ResultFiles.Write(f, Result, SyntheticProvenance.Make(), source.Token);
        }, source.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Path));
    }

    [Fact]
    public void Methods_OfAResult_NameItsOwnNumbers()
    {
        DiscoveryResult aligned = Result with
        {
            Parameters = Result.Parameters with { MinGenes = 200, MaxMitoPercent = 5, Algorithm = "louvain", Resolutions = [0.5] },
            Map = Result.Map with { Alignment = new AlignmentResult("harmony", "auto", 0.41, 0.93, 0.8, 4, [1, 0.5]) },
        };
        string text = MethodsParagraph.Text(aligned, "0.1.0");
        Assert.Contains("fewer than 200 detected genes, more than 5% mitochondrial counts were removed", text, StringComparison.Ordinal);
        Assert.Contains("Harmony (4 iterations; overlap of the most distant lot with the others 0.410 of that within lots before, 0.930 after, threshold 0.8), blind to the readout", text, StringComparison.Ordinal);
        Assert.Contains("Louvain algorithm at resolution 0.5.", text, StringComparison.Ordinal);
        Assert.Contains("over all 39,916,800 orders of the lots", text, StringComparison.Ordinal);
        Assert.Contains("the family of all 58 tests", text, StringComparison.Ordinal);
        Assert.Contains("the lot was the unit of replication (n = 11)", text, StringComparison.Ordinal);
        string plain = MethodsParagraph.Text(Result, "0.1.0");
        Assert.Contains("Lots were not aligned", plain, StringComparison.Ordinal);
        Assert.Contains("Cells beyond 5 median absolute deviations of their lot were removed", plain, StringComparison.Ordinal);
    }
}
