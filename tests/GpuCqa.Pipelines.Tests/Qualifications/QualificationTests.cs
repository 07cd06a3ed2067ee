using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Qualifications;
using GpuCqa.Pipelines.Qualifications.Vectors;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Simulation;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Qualifications;

public sealed class QualificationTests : IDisposable
{
    private static readonly Provenance Program = new() { EngineVersion = "1.0", Inputs = [], Device = new DeviceRecord("cpu", "test", 256, 2) };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Takes seconds: the whole kit, of which a discovery of 3,600 cells is the most. GPUCQA_WRITE_DOCS=1 records the tables of the reference cohort anew.
    [Fact]
    public void Installation_ThatRunsTheTests_IsQualified_AndTheProtocolReadsBack()
    {
        using var device = new CpuDevice(2);
        if (Environment.GetEnvironmentVariable("GPUCQA_WRITE_DOCS") == "1")
        {
            var parameters = new QualifyParameters();
            PerformanceCheck.Discover(CohortSimulator.Create(SimulationPresets.Get(parameters.Preset), parameters.Seed), parameters, device, Program, folder.Path, folder.File("recorded"), CancellationToken.None);
            foreach (string table in PerformanceCheck.Tables) File.Copy(folder.File($"recorded/{table}"), Checkout.Path("src/GpuCqa.Pipelines/Qualifications/Cohort/" + table), overwrite: true);
        }

        QualifyResult result = new QualifyPipeline(null).Run(device, "cpu", Program, StepProgress.None, CancellationToken.None);
        Assert.True(result.Passed, string.Join('\n', result.Checks.Where(c => !c.Passed).Select(c => $"{c.Id} {c.Title}: expected {c.Expected}, found {c.Found}")));
        Assert.Equal(80, result.Checks.Count(c => c.Part == QualificationPart.Operation));
        Assert.True(result.Values.Count > 1000);
        Assert.Contains(result.Facts, f => f.Name == "GpuCqa.Statistics.dll" && f.Sha256!.Length == 64);
        string place = folder.File("protocol");
        ResultFolder.Write(place, false, f => QualifyPipeline.Write(f, result, Program, ReportLanguage.English, CancellationToken.None));
        var read = (QualifyResult)ResultReader.Read(place).Result;
        Assert.Equal(result.Checks, read.Checks);
        Assert.Equal(result.Values, read.Values);
        Assert.Equal(result.Facts, read.Facts);
        string page = File.ReadAllText(Path.Combine(place, "report.html"));
        foreach (string word in new[] { "運転時適格性評価", "適格", "RARE-01", "PASS" }) Assert.Contains(word, page, StringComparison.Ordinal);
        ResultFiles.WriteReport(ReportSource.In(place), place);
        Assert.Equal(page, File.ReadAllText(Path.Combine(place, "report.html")));
    }

    [Fact]
    public void Vector_FalsifiedFromOutside_Fails()
    {
        JsonObject vector = JsonNode.Parse(VectorFile.Vectors["TOST-01"].GetRawText())!.AsObject();
        vector["expected"]!["p_tost"] = vector["expected"]!["p_tost"]!.GetValue<double>() * 1.000001;
        string path = folder.File("vectors.json");
        File.WriteAllText(path, new JsonObject { ["vectors"] = new JsonArray(vector, new JsonObject { ["id"] = "NEW-01", ["inputs"] = new JsonObject(), ["expected"] = new JsonObject { ["x"] = 1 }, ["rel_tol"] = 1e-9 }) }.ToJsonString());
        IReadOnlyDictionary<string, JsonElement> given = VectorFile.Read(path);
        (IReadOnlyList<QualificationCheck> checks, IReadOnlyList<QualifiedValue> values) = OperationCheck.Run(given, StepProgress.None, CancellationToken.None);
        Assert.All(checks, c => Assert.False(c.Passed));
        Assert.Equal("p_tost", Assert.Single(values, v => v.Vector == "TOST-01" && !v.Agrees).Field);
        // Inputs that nothing can be computed of are a failure too, not an end.
        vector["inputs"] = new JsonObject();
        File.WriteAllText(path, new JsonObject { ["vectors"] = new JsonArray(vector.DeepClone()) }.ToJsonString());
        Assert.False(Assert.Single(OperationCheck.Run(VectorFile.Read(path), StepProgress.None, CancellationToken.None).Checks).Passed);
        File.WriteAllText(path, "{\"vectors\":[{\"id\":\"A\"}]}");
        Assert.Throws<BadDataException>(() => new QualifyPipeline(path));
        Assert.Throws<NotFoundException>(() => new QualifyPipeline(folder.File("none")));
    }

    [Theory]
    [InlineData("a,b\n1,0.5\n", null)]
    [InlineData("b,c,a\n0.50000001,x,1\n", null)]
    [InlineData("a,b\n1,0.5001\n", "row 1, b: 0.5001, recorded 0.5")]
    [InlineData("a,b\n2,0.5\n", "row 1, a: 2, recorded 1")]
    [InlineData("a,b\n1,x\n", "row 1, b")]
    [InlineData("a,b\n1,0.5\n1,0.5\n", "more rows")]
    [InlineData("a,b\n", "fewer rows")]
    [InlineData("a\n1\n", "no column b")]
    public void Tables_WithinTheTolerance_AgreeAndOthersAreNamed(string found, string? said)
    {
        string? difference = TableComparison.Difference("a,b\n1,0.5\n", found, "t.csv", 1e-6);
        if (said is null) Assert.Null(difference);
        else Assert.Contains(said, difference, StringComparison.Ordinal);
    }
}
