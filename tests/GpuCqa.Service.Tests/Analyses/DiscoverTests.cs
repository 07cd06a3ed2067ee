using System.Diagnostics;
using System.Text.Json;
using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses;

public class DiscoverTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly AnalysisService.AnalysisServiceClient client = new(service.Channel);
    private readonly CohortService.CohortServiceClient cohorts = new(service.Channel);
    private readonly ResultService.ResultServiceClient results = new(service.Channel);
    private readonly Uploader uploader = new(service.Channel);

    [Fact]
    public async Task Discover_ThroughTheService_GivesTheBytesOfTheCommandLine()
    {
        using var sheet = new SmallCohort();
        Task<string> commandLine = Task.Run(() => RunCommandLine(sheet.Sheet, sheet.Output + "cli"));
        Cohort cohort = await UploadedCohort.Of(service.Channel, sheet, "same");
        await client.CreateAnalysisAsync(Request("same", cohort.Name));
        // The analysis reads the cohort that it was made for, whatever becomes of the name; its datasets stay.
        await cohorts.DeleteCohortAsync(new DeleteCohortRequest { Name = cohort.Name });
        AnalysisMessage now = await client.GetAnalysisAsync(new GetAnalysisRequest { Name = "projects/p/analyses/same" });
        if (now.State is AnalysisState.Queued or AnalysisState.Running)
            Assert.Contains("analyses/same", await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", async () => await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = cohort.Lots[0].Dataset })), StringComparison.Ordinal);
        AnalysisMessage end = await End("projects/p/analyses/same");
        Assert.True(end.State == AnalysisState.Succeeded, end.ToString());
        Assert.Contains(end.Steps, s => s.Step == "write results" && s.Ended);
        Assert.Equal(cohort.Etag, end.Spec.Discover.CohortEtag);

        string[] byService = [.. (await results.ListResultFilesAsync(new ListResultFilesRequest { Parent = end.Name, PageSize = 1000 })).Files.Select(f => f.Path)];
        string output = await commandLine;
        Assert.Equal(Directory.GetFiles(output, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(output, f)).Order(StringComparer.Ordinal), byService);
        foreach (string table in new[] { "associations.csv", "clusters.csv", "markers.csv", "lots.csv", "cells.csv.gz", "summary.json" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(output, table)), await Read(end.Name, table));
        foreach (string file in byService.Where(f => f.EndsWith(".json", StringComparison.Ordinal) || f.EndsWith(".html", StringComparison.Ordinal)))
            Assert.DoesNotContain(service.State.Path, System.Text.Encoding.UTF8.GetString(await Read(end.Name, file)), StringComparison.Ordinal);
        using JsonDocument provenance = JsonDocument.Parse(await Read(end.Name, "provenance.json"));
        JsonElement[] inputs = [.. provenance.RootElement.GetProperty("inputs").EnumerateArray()];
        Assert.Equal((1 + (3 * SmallCohort.Lots), cohort.Name), (inputs.Length, inputs[0].GetProperty("path").GetString()));
        Assert.Equal("projects/p/datasets/same-0/barcodes.tsv.gz", inputs[1].GetProperty("path").GetString());
        await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = cohort.Lots[0].Dataset });
    }

    [Fact]
    public async Task Validate_Discovery_IsAnsweredWithItsPlan()
    {
        using var sheet = new SmallCohort();
        Cohort cohort = await UploadedCohort.Of(service.Channel, sheet, "planned");
        cohort.Lots[5].Values.Remove("vegf");
        (cohort.Name, cohort.Etag, cohort.CreateTime) = ("", "", null);
        cohort = await cohorts.CreateCohortAsync(new CreateCohortRequest { Parent = "projects/p", CohortId = "planned-five", Cohort = cohort });
        CreateAnalysisRequest request = Request("planned", cohort.Name);
        request.ValidateOnly = true;
        AnalysisPlan plan = (await client.CreateAnalysisAsync(request)).Metadata.Unpack<AnalysisMessage>().Plan;
        Assert.True(plan.Fits, plan.ToString());
        Assert.Equal((5, 200L, 60, false), (plan.Discovery.Lots, plan.Discovery.Cells, plan.Discovery.Genes, plan.Discovery.Dense));
        Assert.Equal(plan.HostPeakBytes, plan.Discovery.Steps.Max(s => s.HostBytes));
        Assert.Contains(plan.Discovery.Steps, s => s.Step == "principal components" && s.Sweeps > 0);
        Assert.Contains("5 lots", plan.Discovery.Design, StringComparison.Ordinal);
        Assert.Contains(plan.Notes, n => n.Contains("L5", StringComparison.Ordinal));
        Assert.DoesNotContain(service.State.Path, plan.ToString(), StringComparison.Ordinal);
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await client.GetAnalysisAsync(new GetAnalysisRequest { Name = "projects/p/analyses/planned" }));
    }

    [Fact]
    public async Task Discover_OneTableOfAllLots_IsCutByItsColumn()
    {
        var text = new System.Text.StringBuilder("cell,lot,area,intensity,texture\n");
        var random = new Random(7);
        for (int l = 0; l < 6; l++)
        {
            for (int c = 0; c < 30; c++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"c{l}-{c},L{l},{random.NextDouble() + (c < 5 + (2 * l) ? 5 : 0)},{random.NextDouble()},{random.NextDouble()}\n");
        }

        Dataset dataset = await uploader.Upload("one-table", System.Text.Encoding.UTF8.GetBytes(text.ToString()));
        await cohorts.CreateCohortAsync(new CreateCohortRequest
        {
            Parent = "projects/p", CohortId = "one-table",
            Cohort = new Cohort { LotColumn = "lot", Lots = { Enumerable.Range(0, 6).Select(l => new CohortLot { Lot = $"L{l}", Dataset = l == 0 ? dataset.Name : "", Values = { ["vegf"] = $"{l}" } }) } },
        });
        CreateAnalysisRequest request = Request("one-table", "projects/p/cohorts/one-table");
        request.Analysis.Spec.Discover.Components = 2;
        request.Analysis.Spec.Discover.Dimensions = 2;
        request.Analysis.Device = "cpu:reference";
        await client.CreateAnalysisAsync(request);
        AnalysisMessage end = await End("projects/p/analyses/one-table");
        Assert.True(end.State == AnalysisState.Succeeded, end.ToString());
        Assert.Contains("vegf", System.Text.Encoding.UTF8.GetString(await Read(end.Name, "associations.csv")), StringComparison.Ordinal);
    }

    public static TheoryData<string, StatusCode, string, Action<DiscoverSpec>> Wrong => new()
    {
        { "discover.cohort is ''", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Cohort = "" },
        { "another project", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Cohort = "projects/q/cohorts/checked" },
        { "no such cohort", StatusCode.NotFound, "NOT_FOUND", s => s.Cohort = "projects/p/cohorts/none" },
        { "cohort_etag", StatusCode.Aborted, "ABORTED", s => s.CohortEtag = "stale" },
        { "discover.readouts has 0", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Readouts.Clear() },
        { "twice", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Readouts.Add("vegf") },
        { "no column 'absent'", StatusCode.NotFound, "NOT_FOUND", s => s.Readouts[0] = "absent" },
        { "column 'word': 'high'", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Readouts[0] = "word" },
        { "the same value in all", StatusCode.FailedPrecondition, "PRECONDITION", s => s.Readouts[0] = "constant" },
        { "discover.min_genes is -1", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.MinGenes = -1 },
        { "discover.max_mito_percent is 101", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.MaxMitoPercent = 101 },
        { "discover.mads is 0", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Mads = 0 },
        { "discover.mads is NaN", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Mads = double.NaN },
        { "discover.mito_pattern", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.MitoPattern = "(" },
        { "discover.variable_genes is 1", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.VariableGenes = 1 },
        { "discover.dimensions 51", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Dimensions = 51 },
        { "discover.align is 'scale'", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Align = "scale" },
        { "discover.neighbors is 1", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Neighbors = 1 },
        { "discover.resolutions is 0", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Resolutions.Add(0) },
        { "discover.confidence is 1", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Confidence = 1 },
        { "discover.exact_lots is 14", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.ExactLots = 14 },
        { "discover.permutations is 998", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Permutations = 998 },
        { "discover.report_language is 'fr'", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.ReportLanguage = "fr" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Create_WrongDiscovery_IsRefusedAtOnce(string said, StatusCode code, string reason, Action<DiscoverSpec> spoil)
    {
        await Checked();
        CreateAnalysisRequest request = Request("wrong", "projects/p/cohorts/checked");
        spoil(request.Analysis.Spec.Discover);
        Assert.Contains(said, await Refusal.Of(code, reason, async () => await client.CreateAnalysisAsync(request)), StringComparison.Ordinal);
    }

    // A cohort that passes every check; its cells are never read.
    private async Task Checked()
    {
        try
        {
            await cohorts.GetCohortAsync(new GetCohortRequest { Name = "projects/p/cohorts/checked" });
        }
        catch (RpcException missing) when (missing.StatusCode == StatusCode.NotFound)
        {
            Dataset dataset = await uploader.Upload("checked", Uploader.Table(80));
            await cohorts.CreateCohortAsync(new CreateCohortRequest
            {
                Parent = "projects/p", CohortId = "checked",
                Cohort = new Cohort { LotColumn = "lot", Lots = { Enumerable.Range(0, 6).Select(l => new CohortLot { Lot = $"L{l}", Dataset = dataset.Name, Values = { ["vegf"] = $"{l}", ["word"] = "high", ["constant"] = "1" } }) } },
            });
        }
    }

    private static CreateAnalysisRequest Request(string id, string cohort) => new()
    {
        Parent = "projects/p", AnalysisId = id,
        Analysis = new AnalysisMessage { Device = "cpu", Spec = new AnalysisSpec { Discover = new DiscoverSpec { Cohort = cohort, Readouts = { "vegf" }, Neighbors = 8, MaxMitoPercent = 100, MinGenes = 0 } } },
    };

    private static string RunCommandLine(string sheet, string output)
    {
        string program = typeof(Cli.Running.Failures).Assembly.Location;
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, "discover", sheet, "--readout", "vegf", "--out", output, "--quiet", "--device", "cpu", "--neighbors", "8", "--max-mito", "100", "--min-genes", "0"]) { RedirectStandardError = true })!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        return output;
    }

    private async Task<AnalysisMessage> End(string name)
    {
        AnalysisMessage last = new();
        using AsyncServerStreamingCall<WatchAnalysisResponse> watch = client.WatchAnalysis(new WatchAnalysisRequest { Name = name }, deadline: DateTime.UtcNow.AddSeconds(120));
        while (await watch.ResponseStream.MoveNext()) last = watch.ResponseStream.Current.Analysis;
        return last;
    }

    private async Task<byte[]> Read(string analysis, string path)
    {
        using AsyncServerStreamingCall<ReadResultFileResponse> call = results.ReadResultFile(new ReadResultFileRequest { Parent = analysis, Path = path });
        var bytes = new MemoryStream();
        while (await call.ResponseStream.MoveNext()) call.ResponseStream.Current.Data.Content.WriteTo(bytes);
        return bytes.ToArray();
    }
}
