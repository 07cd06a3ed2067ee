using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Verbs;

public sealed class EvidenceFolderTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public static TheoryData<string> Kinds => ["potency", "perturb"];

    public void Dispose() => place.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Folder_OfEvidence_ComesBackToTheSameBytes(string kind)
    {
        AnalysisResult result = kind == "potency" ? Plates() : Knockdowns();
        string first = Directory.CreateDirectory(place.File("first")).FullName, again = Directory.CreateDirectory(place.File("again")).FullName;
        ResultFiles.Write(first, result, SyntheticProvenance.Make(), ReportLanguage.Japanese, CancellationToken.None);
        StoredResult stored = ResultReader.Read(first);
        ResultFiles.Write(again, stored.Result, stored.Provenance, ReportLanguage.Japanese, CancellationToken.None);
        ResultFiles.WriteReport(ReportSource.In(first, ReportLanguage.Japanese), first);
        string[] names = Names(first);
        Assert.Equal(names, Names(again));
        Assert.All(names, n => Assert.True(File.ReadAllBytes(Path.Combine(first, n)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(again, n))), n));
        string page = File.ReadAllText(Path.Combine(first, "report.html"));
        Assert.Contains(kind == "potency" ? "標準曲線" : "証拠コード", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("potency", "potency.csv")]
    [InlineData("perturb", "perturbations.csv")]
    public void Folder_WithAChangedTable_IsNamed(string kind, string file)
    {
        ResultFiles.Write(place.Path, kind == "potency" ? Plates() : Knockdowns(), SyntheticProvenance.Make(), ReportLanguage.English, CancellationToken.None);
        string path = Path.Combine(place.Path, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace("LRRC75A", "LRRC75B", StringComparison.Ordinal).Replace("L1,", "L2,", StringComparison.Ordinal));
        Assert.Contains(file, Assert.Throws<BadDataException>(() => ResultReader.Read(place.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Readouts_OfPlates_AreWrittenAsAssociateReadsThem()
    {
        ResultFiles.Write(place.Path, Plates(), SyntheticProvenance.Make(), ReportLanguage.English, CancellationToken.None);
        string[] lines = File.ReadAllLines(Path.Combine(place.Path, "readouts.csv"));
        Assert.Equal("lot,vegf_normoxia,vegf_ischemia,vegf_normoxia_1,vegf_normoxia_2,vegf_ischemia_1,vegf_ischemia_2", lines[0]);
        Assert.StartsWith("L3,", lines[3], StringComparison.Ordinal);
        Assert.Contains("<15.6", lines[3], StringComparison.Ordinal);
    }

    internal static PotencyResult Plates()
    {
        var curve = new FourParameterCurve(0.05, 1.2, 450, 2.8);
        double[] levels = [0, 15.6, 31.2, 62.5, 125, 250, 500, 1000], noise = [1.01, 0.99];
        var wells = new List<PlateWell>();
        foreach (double x in levels) wells.AddRange(noise.Select((n, i) => new PlateWell("p,1", $"A{i}{x}", WellKind.Standard, null, null, null, x, double.NaN, double.NaN, double.NaN, double.NaN, 0.04 + (n * curve.Response(x)))));
        wells.Add(new PlateWell("p,1", "H1", WellKind.Blank, null, null, null, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0.04));
        for (int l = 1; l <= 3; l++)
        {
            foreach (string condition in new[] { "normoxia", "ischemia" })
                wells.AddRange(noise.Select(n => new PlateWell("p,1", null, WellKind.Sample, $"L{l}", condition, null, double.NaN, 1, double.NaN, double.NaN, double.NaN, 0.04 + (n * curve.Response(l == 3 ? 5 : 100 * l)))));
        }

        wells.Add(new PlateWell("p,1", null, WellKind.Sample, "L4", "ischemia", null, double.NaN, 1, double.NaN, double.NaN, double.NaN, double.PositiveInfinity));
        return PotencyAnalysis.Run(wells, new PotencyParameters { Readout = "vegf", ControlLot = "L1" });
    }

    internal static PerturbationResult Knockdowns()
    {
        var rows = new List<PerturbationRow>();
        for (int l = 0; l < 4; l++)
        {
            foreach ((string gene, double effect) in new[] { ("NT", 1.0), ("VEGFA", 0.2), ("LRRC75A", 0.5), ("FLAT", 1.0) })
            {
                for (int s = 1; s <= 2; s++) rows.Add(new PerturbationRow(gene, $"{gene}-{s}", $"L{l}", (500 + (90 * l)) * effect * (1 + (0.02 * (((l + s + gene.Length) % 3) - 1))), gene == "VEGFA" && l == 0 ? -1 : 0, 92 + ((l + s) % 3), gene == "NT" ? double.NaN : 85));
            }
        }

        return PerturbationAnalysis.Run(rows, new PerturbParameters { Readout = "vegf", NonTargeting = ["NT"], PositiveControl = "VEGFA" });
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
