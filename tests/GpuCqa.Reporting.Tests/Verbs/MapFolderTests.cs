using System.Text.Json.Nodes;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Figures;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Texts;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Verbs;

public sealed class MapFolderTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public static TheoryData<string> Kinds => ["typical", "posthoc", "symphony", "readouts", "unclaimed", "few", "names", "foreign"];

    public void Dispose() => place.Dispose();

    internal static SyntheticMapping Of(string kind) => kind switch
    {
        "posthoc" => new SyntheticMapping { PostHoc = true },
        "symphony" => new SyntheticMapping { Method = "symphony", Falsification = [] },
        "readouts" => new SyntheticMapping { Readouts = ["vegf_pg_ml", "ido, \"activity\""] },
        "unclaimed" => new SyntheticMapping { Claims = false, Falsification = [] },
        "few" => new SyntheticMapping { Sets = [("test", null, 1, 1)], Falsification = [], Marker = false, CellsPerLot = 9 },
        "names" => new SyntheticMapping { Name = n => n == "T02" ? "L, \"2\"\nx" : $"{n} ロット</script>" },
        "foreign" => new SyntheticMapping { Beyond = 0.8, Warnings = ["Lot C13 is foreign to the reference."] },
        _ => new SyntheticMapping(),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Folder_OfEveryKind_ComesBackToTheSameBytes(string kind)
    {
        MapResult result = Of(kind).Build();
        string first = Directory.CreateDirectory(place.File("first")).FullName, again = Directory.CreateDirectory(place.File("again")).FullName;
        ResultFiles.Write(first, result, SyntheticProvenance.Make(), ReportLanguage.Japanese, CancellationToken.None);
        StoredResult stored = ResultReader.Read(first);
        Assert.IsType<MapResult>(stored.Result);
        ResultFiles.Write(again, stored.Result, stored.Provenance, ReportLanguage.Japanese, CancellationToken.None);
        byte[] report = File.ReadAllBytes(Path.Combine(first, "report.html"));
        ResultFiles.WriteReport(ReportSource.In(first, ReportLanguage.Japanese), first);
        Assert.True(report.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(first, "report.html"))));
        string[] names = Names(first);
        Assert.Equal(names, Names(again));
        Assert.All(names, n => Assert.True(File.ReadAllBytes(Path.Combine(first, n)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(again, n))), n));
    }

    [Fact]
    public void Folder_OfAMapping_HasItsFilesAndNoOther()
    {
        ResultFiles.Write(place.Path, new SyntheticMapping { Anchors = true }.Build(), SyntheticProvenance.Make(), ReportLanguage.English, CancellationToken.None);
        string[] figures = ["replication_H1_train", "replication_H1_test", "replication_H1_adipose", "replication_H1_cord", "marker_high_H1", "unmapped", "composition", "confusion", "map_claim", "map_labels", "map_refused"];
        string[] tables = ["replication.csv", "falsification.csv", "marker_high.csv", "clusters.csv", "unmapped.csv", "lots.csv", "cells.csv.gz", "limits.csv", "confusion.csv", "anchors.csv.gz", "reference_lots.csv", "reference_cells.csv.gz"];
        string[] expected = [.. tables, "summary.json", "provenance.json", "report.html", .. figures.SelectMany(f => new[] { $"{FigureFiles.FolderName}/{f}.svg", $"{FigureFiles.FolderName}/{f}.png" })];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Names(place.Path).Order(StringComparer.Ordinal));
        Assert.Equal("map", (string)JsonNode.Parse(File.ReadAllText(place.File("provenance.json")))!["verb"]!);
    }

    [Fact]
    public void Report_OfAFolderWithAnchors_StillOffersThem()
    {
        ResultFiles.Write(place.Path, new SyntheticMapping { Anchors = true }.Build(), SyntheticProvenance.Make(), ReportLanguage.English, CancellationToken.None);
        string report = File.ReadAllText(place.File("report.html"));
        Assert.Contains("data-name=\"anchors.csv.gz\"", report, StringComparison.Ordinal);
        ResultFiles.WriteReport(ReportSource.In(place.Path), place.Path);
        Assert.Equal(report, File.ReadAllText(place.File("report.html")));
    }

    [Fact]
    public void Tables_OfReplication_AreTheTests()
    {
        MapResult result = Of("typical").Build();
        ResultFiles.Write(place.Path, result, SyntheticProvenance.Make());
        string[] lines = File.ReadAllLines(place.File("replication.csv"));
        Assert.StartsWith("set,hypothesis,n,rho,p_one_sided,verdict,", lines[0], StringComparison.Ordinal);
        Assert.Equal(1 + result.Replication.Rows.Count, lines.Length);
        Assert.Contains(lines, l => l.StartsWith("test,H1,4,1,0.041666666666666664,REPLICATED,", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("test+adipose,H1,8,", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("cord,H1,5,", StringComparison.Ordinal) && l.Contains(",FALSIFIES,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("replication.csv", "REPLICATED", "DIRECTION_ONLY", "line 2")]
    [InlineData("summary.json", "\"post_hoc\": false", "\"post_hoc\": true", "replication.tests")]
    [InlineData("summary.json", "\"train_p_family\": 0.0031", "\"train_p_family\": 0.0011", "replication.tests")]
    [InlineData("cells.csv.gz", "", "x", "cannot be read")]
    [InlineData("unmapped.csv", "A05,", "A06x,", "has no row of lot 'A05'")]
    public void Read_AFolderThatWasChanged_SaysWhere(string file, string from, string to, string expected)
    {
        ResultFiles.Write(place.Path, Of("typical").Build(), SyntheticProvenance.Make());
        string path = place.File(file), text = File.ReadAllText(path);
        int at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0);
        File.WriteAllText(path, text[..at] + to + text[(at + from.Length)..]);
        string message = Assert.Throws<BadDataException>(() => ResultReader.Read(place.Path)).Message;
        Assert.Contains(file, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
