using System.Text.Json.Nodes;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Figures;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Tables;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Verbs;

public sealed class AssociateFolderTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public static TheoryData<string> Kinds => ["counts", "fractions", "columns", "levels", "readouts", "nothing", "block", "unit", "both", "covariate", "predicted", "predicted-columns", "predicted-levels"];

    public void Dispose() => place.Dispose();

    internal static SyntheticAssociation Of(string kind) => kind switch
    {
        "fractions" => new SyntheticAssociation { Counted = false },
        "columns" => new SyntheticAssociation { Partitions = [("cell_type", ["T", "B"]), ("seurat_clusters", ["0", "1", "2"])] },
        "levels" => new SyntheticAssociation { Levels = ["control", "salmonella"], Notes = ["Two lots of one donor: D0."] },
        "readouts" => new SyntheticAssociation { Readouts = ["vegf_pg_ml", "ido, \"activity\""] },
        "nothing" => new SyntheticAssociation { Lots = 4, Effect = 0 },
        "block" or "unit" or "both" => new SyntheticAssociation { Design = kind, Lots = 16 },
        "covariate" => new SyntheticAssociation { Design = kind },
        "predicted" => new SyntheticAssociation { Predicted = true },
        "predicted-columns" => new SyntheticAssociation { Predicted = true, Lots = 6, Partitions = [("cell_type", ["T", "B"]), ("seurat_clusters", ["0", "1", "2", "3", "4", "5", "6"])] },
        "predicted-levels" => new SyntheticAssociation { Predicted = true, Levels = ["control", "salmonella"], Readouts = ["arm", "vegf"] },
        _ => new SyntheticAssociation(),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Folder_OfEveryKind_ComesBackToTheSameBytes(string kind)
    {
        AssociateResult result = Of(kind).Build();
        string first = Directory.CreateDirectory(place.File("first")).FullName, again = Directory.CreateDirectory(place.File("again")).FullName;
        ResultFiles.Write(first, result, SyntheticProvenance.Make(), ReportLanguage.Japanese, CancellationToken.None);
        StoredResult stored = ResultReader.Read(first);
        Assert.IsType<AssociateResult>(stored.Result);
        ResultFiles.Write(again, stored.Result, stored.Provenance, ReportLanguage.Japanese, CancellationToken.None);
        ResultFiles.WriteReport(ReportSource.In(first, ReportLanguage.Japanese), first);
        string[] names = Names(first);
        Assert.Equal(names, Names(again));
        Assert.All(names, n => Assert.True(File.ReadAllBytes(Path.Combine(first, n)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(again, n))), n));
    }

    [Fact]
    public void Folder_OfCounts_HasItsFilesAndNoOther()
    {
        ResultFiles.Write(place.Path, new SyntheticAssociation().Build(), SyntheticProvenance.Make(), ReportLanguage.English, CancellationToken.None);
        string[] figures = ["finding", "composition", "fractions"];
        string[] expected = ["associations.csv", "states.csv", "lots.csv", "summary.json", "provenance.json", "report.html", .. figures.SelectMany(f => new[] { $"{FigureFiles.FolderName}/{f}.svg", $"{FigureFiles.FolderName}/{f}.png" })];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Names(place.Path).Order(StringComparer.Ordinal));
        Assert.Equal("associate", (string)JsonNode.Parse(File.ReadAllText(place.File("provenance.json")))!["verb"]!);
    }

    [Fact]
    public void Tables_OfFractionsAlone_LeaveCellsEmpty()
    {
        AssociateResult result = Of("fractions").Build();
        ResultTables.Write(result, place.Path);
        string[] header = File.ReadLines(place.File("associations.csv")).First().Split(',');
        Assert.Equal(["readout", "column", "state", "n", "cells", "rho"], header[..6]);
        Assert.DoesNotContain("stability", header);
        Assert.All(File.ReadLines(place.File("associations.csv")).Skip(1), l => Assert.Contains(",8,,", l, StringComparison.Ordinal));
        Assert.All(File.ReadLines(place.File("states.csv")).Skip(1), l => Assert.EndsWith(",,,,", l, StringComparison.Ordinal));
        Assert.Equal(1 + result.Tests.Fractions.Count, File.ReadLines(place.File("states.csv")).Count());
    }

    [Fact]
    public void Tables_OfColumns_NameThem()
    {
        ResultTables.Write(Of("columns").Build(), place.Path);
        Assert.Contains(File.ReadLines(place.File("associations.csv")), l => l.StartsWith("vegf_pg_ml,seurat_clusters,2,", StringComparison.Ordinal));
        Assert.Contains(File.ReadLines(place.File("states.csv")), l => l.StartsWith("\"Lot, 1\",cell_type,T,", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_AFolderWithoutAVerb_IsADiscovery()
    {
        ResultFiles.Write(place.Path, new SyntheticResult { CellsPerLot = 10 }.Build(), SyntheticProvenance.Make());
        string path = place.File("provenance.json");
        JsonObject record = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.True(record.Remove("verb"));
        File.WriteAllText(path, record.ToJsonString());
        Assert.Equal("discover", ResultReader.Read(place.Path).Result.Verb);
        record["verb"] = "foresee";
        File.WriteAllText(path, record.ToJsonString());
        Assert.Contains("'foresee', expected discover or associate", Assert.Throws<BadDataException>(() => ResultReader.Read(place.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("states.csv", "Stem", "Stem2", "no row of the state")]
    [InlineData("associations.csv", "Stem", "Stem2", "names the state 'Stem2'")]
    [InlineData("lots.csv", "Lot, 3", "Lot, 9", "which lots.csv does not name")]
    public void Read_TablesThatDisagree_SaysWhich(string file, string from, string to, string expected)
    {
        ResultFiles.Write(place.Path, new SyntheticAssociation().Build(), SyntheticProvenance.Make());
        string text = File.ReadAllText(place.File(file));
        int at = text.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllText(place.File(file), text[..at] + to + text[(at + from.Length)..]);
        Assert.Contains(expected, Assert.Throws<BadDataException>(() => ResultReader.Read(place.Path)).Message, StringComparison.Ordinal);
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
