using System.Text;
using GpuCqa.Api.V1;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;
using Content = GpuCqa.Api.V1.Dataset.Types.Content;

namespace GpuCqa.Service.Tests.Analyses;

public class AssociateTests(RunningService service) : IClassFixture<RunningService>, IAsyncLifetime
{
    private static readonly string[] Lots = ["L1", "L2", "L3", "L4", "L5", "L6"];
    private static readonly int[][] Counts = [[20, 20, 30, 40, 55, 60], [160, 60, 50, 45, 25, 20], [20, 20, 20, 15, 20, 20]];

    private readonly AnalysisService.AnalysisServiceClient client = new(service.Channel);
    private readonly CohortService.CohortServiceClient cohorts = new(service.Channel);
    private readonly ResultService.ResultServiceClient results = new(service.Channel);
    private readonly Uploader uploader = new(service.Channel);

    public async Task InitializeAsync()
    {
        try
        {
            await cohorts.GetCohortAsync(new GetCohortRequest { Name = "projects/p/cohorts/lots" });
        }
        catch (RpcException missing) when (missing.StatusCode == StatusCode.NotFound)
        {
            await Upload("states", "mouse,A,B,C\n" + string.Concat(Lots.Select((lot, l) => $"{lot},{Counts[0][l]},{Counts[1][l]},{Counts[2][l]}\n")));
            await cohorts.CreateCohortAsync(new CreateCohortRequest
            {
                Parent = "projects/p", CohortId = "lots",
                Cohort = new Cohort { Lots = { Lots.Select((lot, l) => new CohortLot { Lot = lot, Process = l < 3 ? "old" : "new", Values = { ["vegf"] = $"{l * l}", ["arm"] = l < 3 ? "low" : "high", ["constant"] = "1" } }) } },
            });
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Associate_CountsRowsOfCellsAndAnH5ad_AreTheSameTests()
    {
        using var folder = new TemporaryFolder();
        (string Lot, int State)[] cells = [.. Lots.SelectMany((lot, l) => Enumerable.Range(0, 3).SelectMany(k => Enumerable.Repeat((lot, k), Counts[k][l])))];
        using (H5adWriter file = H5adWriter.Create(folder.File("cells.h5ad")))
        {
            file.WriteObs([.. cells.Select((_, i) => $"c{i}")], AnnDataColumn.Texts("lot", [.. cells.Select(c => c.Lot)]), AnnDataColumn.Categories("type", [.. cells.Select(c => c.State)], ["A", "B", "C"]));
            file.Flush();
        }

        Dataset rows = await Upload("rows", "cell,lot,type\n" + string.Concat(cells.Select((c, i) => $"c{i},{c.Lot},{"ABC"[c.State]}\n")));
        Dataset obs = await uploader.Upload("obs", File.ReadAllBytes(folder.File("cells.h5ad")), "cells.h5ad", Content.States);
        Assert.Equal(("states-table", "states-hdf5"), (rows.Format, obs.Format));
        string[][] counted = await Tested("counted", _ => { });
        Assert.Equal(3, counted.Length);
        foreach (Dataset dataset in new[] { rows, obs })
        {
            Assert.Equal(counted, await Tested(dataset.Name.Split('/')[^1], s =>
            {
                s.Dataset = dataset.Name;
                s.StateColumns.Add("type");
            }));
        }
    }

    [Fact]
    public async Task Associate_LevelsOfAFieldOfTheCohort_AreTheTestsOfThatColumn()
    {
        string[][] byArm = await Tested("by-arm", s => Leveled(s, "arm", "low,high")), byProcess = await Tested("by-process", s => Leveled(s, "Process", "old,new"));
        Assert.Equal(byArm.Select(r => r[1..]), byProcess.Select(r => r[1..]));
        Assert.All(byProcess, r => Assert.Equal("Process", r[0]));
        // 20 distinct orders of 3 and 3 lots, one of them and its mirror as far apart: never below 2 / 20.
        Assert.Equal(0.1, byArm.Min(r => double.Parse(r[3], System.Globalization.CultureInfo.InvariantCulture)), 1e-12);
    }

    [Fact]
    public async Task Validate_Association_IsAnsweredWithDesignAndNotes()
    {
        CreateAnalysisRequest request = Request("planned", _ => { });
        request.ValidateOnly = true;
        AnalysisPlan plan = (await client.CreateAnalysisAsync(request)).Metadata.Unpack<AnalysisMessage>().Plan;
        Assert.True(plan.Fits && plan.HostPeakBytes > 0, plan.ToString());
        Assert.Contains("6 lots have 720 orders", plan.Design, StringComparison.Ordinal);
        Assert.Contains(plan.Notes, n => n.Contains("'mouse'", StringComparison.Ordinal));
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await client.GetAnalysisAsync(new GetAnalysisRequest { Name = "projects/p/analyses/planned" }));
    }

    [Fact]
    public async Task Associate_ACohortThatIsDeletedWhileItWaits_IsRead()
    {
        Cohort kept = await cohorts.GetCohortAsync(new GetCohortRequest { Name = "projects/p/cohorts/lots" });
        Cohort made = await cohorts.CreateCohortAsync(new CreateCohortRequest { Parent = "projects/p", CohortId = "passing", Cohort = new Cohort { Lots = { kept.Lots } } });
        await client.CreateAnalysisAsync(Request("passing", s => s.Cohort = made.Name));
        await cohorts.DeleteCohortAsync(new DeleteCohortRequest { Name = made.Name });
        AnalysisMessage end = await End("projects/p/analyses/passing");
        Assert.True(end.State == AnalysisState.Succeeded, end.ToString());
        Assert.Equal(made.Etag, end.Spec.Associate.CohortEtag);
    }

    [Fact]
    public async Task Associate_ALargeTableOfCells_IsCheckedByItsColumns_AndFailsWithItsPlace()
    {
        var text = new StringBuilder("cell,lot,type,vegf\n");
        string padding = new('x', 500);
        for (int i = 0; text.Length < 17 << 20; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{padding}{i},L{i % 6},{"AB"[i % 2]},{(i == 30_000 ? 7 : i % 6)}\n");
        Dataset large = await Upload("large", text.ToString());
        void Spec(AssociateSpec s, string column)
        {
            (s.Dataset, s.Cohort) = (large.Name, "");
            s.StateColumns.Add(column);
        }

        Assert.Contains($"{large.Name}/states.csv: no column 'none'", await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await client.CreateAnalysisAsync(Request("large", s => Spec(s, "none")))), StringComparison.Ordinal);
        await client.CreateAnalysisAsync(Request("large", s => Spec(s, "type")));
        AnalysisMessage end = await End("projects/p/analyses/large");
        Assert.Equal(AnalysisState.Failed, end.State);
        Assert.StartsWith($"{large.Name}/states.csv: column 'vegf', lot 'L0'", end.Error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, StatusCode, string, Action<AssociateSpec>> Wrong => new()
    {
        { "associate.dataset is ''", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Dataset = "" },
        { "another project", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Dataset = "projects/q/datasets/states" },
        { "no such dataset", StatusCode.NotFound, "NOT_FOUND", s => s.Dataset = "projects/p/datasets/none" },
        { "no such cohort", StatusCode.NotFound, "NOT_FOUND", s => s.Cohort = "projects/p/cohorts/none" },
        { "cohort_etag", StatusCode.Aborted, "ABORTED", s => s.CohortEtag = "stale" },
        { "associate.cohort names none", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => (s.Cohort, s.CohortEtag) = ("", "stale") },
        { "associate.readouts has 0", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Readouts.Clear() },
        { "twice", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Readouts.Add("vegf") },
        { "no column 'absent': projects/p/cohorts/lots has lot, process, arm", StatusCode.NotFound, "NOT_FOUND", s => s.Readouts[0] = "absent" },
        { "projects/p/cohorts/lots: column 'arm', lot 'L1'", StatusCode.InvalidArgument, "BAD_DATA", s => s.Readouts[0] = "arm" },
        { "levels \"arm=low,high\"", StatusCode.InvalidArgument, "BAD_DATA", s => s.Readouts[0] = "arm" },
        { "no lot has the level 'mid'", StatusCode.InvalidArgument, "BAD_DATA", s => Leveled(s, "arm", "low,mid") },
        { "levels 'vegf=1': expected at least two", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Levels.Add("vegf=1") },
        { "the same value in all", StatusCode.FailedPrecondition, "PRECONDITION", s => s.Readouts[0] = "constant" },
        { "projects/p/datasets/states/states.csv: no column 'D'", StatusCode.NotFound, "NOT_FOUND", s => s.States.Add("D") },
        { "Say it with lot_column", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.StateColumns.Add("A") },
        { "projects/p/datasets/states/states.csv: no column 'none'", StatusCode.NotFound, "NOT_FOUND", s => AddStates(s, "none") },
        { "count_column needs state_columns", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.CountColumn = "A" },
        { "associate.values is 'parts'", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Values = "parts" },
        { "no column 'all'", StatusCode.NotFound, "NOT_FOUND", s => s.TotalColumn = "all" },
        { "associate.confidence is 1", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Confidence = 1 },
        { "associate.alpha is NaN", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Alpha = double.NaN },
        { "associate.aliquot_icc is 1", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.AliquotIcc = 1 },
        { "associate.exact_lots is 14", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.ExactLots = 14 },
        { "associate.exact_orders is 4000000001", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.ExactOrders = 4_000_000_001 },
        { "associate.permutations is 998", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.Permutations = 998 },
        { "associate.report_language is 'fr'", StatusCode.InvalidArgument, "INVALID_ARGUMENT", s => s.ReportLanguage = "fr" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Create_WrongAssociation_IsRefusedAtOnce(string said, StatusCode code, string reason, Action<AssociateSpec> spoil)
    {
        string message = await Refusal.Of(code, reason, async () => await client.CreateAnalysisAsync(Request("wrong", spoil)));
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.DoesNotContain(service.State.Path, message, StringComparison.Ordinal);
        Assert.DoesNotContain("--", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discover_LotsAlone_IsRefused()
    {
        CreateAnalysisRequest request = Request("cells", _ => { });
        request.Analysis.Spec = new AnalysisSpec { Discover = new DiscoverSpec { Cohort = "projects/p/cohorts/lots", Readouts = { "vegf" } } };
        Assert.Contains("is lots alone", await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await client.CreateAnalysisAsync(request)), StringComparison.Ordinal);
    }

    private static void Leveled(AssociateSpec spec, string readout, string levels)
    {
        // Three lots against three reach no level of 0.05.
        spec.Describe = true;
        spec.Readouts[0] = readout;
        spec.Levels.Add(levels);
    }

    private static void AddStates(AssociateSpec spec, string column)
    {
        spec.LotColumn = "mouse";
        spec.StateColumns.Add(column);
    }

    private static CreateAnalysisRequest Request(string id, Action<AssociateSpec> change)
    {
        var spec = new AssociateSpec { Dataset = "projects/p/datasets/states", Cohort = "projects/p/cohorts/lots", Readouts = { "vegf" } };
        change(spec);
        return new() { Parent = "projects/p", AnalysisId = id, Analysis = new AnalysisMessage { Device = "cpu", Spec = new AnalysisSpec { Associate = spec } } };
    }

    private Task<Dataset> Upload(string id, string table) => uploader.Upload(id, Encoding.UTF8.GetBytes(table), "states.csv", Content.States);

    // Readout, state, rho, p and family-wise p of every test, best first.
    private async Task<string[][]> Tested(string id, Action<AssociateSpec> change)
    {
        await client.CreateAnalysisAsync(Request(id, change));
        AnalysisMessage end = await End($"projects/p/analyses/{id}");
        Assert.True(end.State == AnalysisState.Succeeded, end.ToString());
        using AsyncServerStreamingCall<ReadResultFileResponse> call = results.ReadResultFile(new ReadResultFileRequest { Parent = end.Name, Path = "associations.csv" });
        var bytes = new MemoryStream();
        while (await call.ResponseStream.MoveNext()) call.ResponseStream.Current.Data.Content.WriteTo(bytes);
        string[] lines = Encoding.UTF8.GetString(bytes.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries), header = lines[0].Split(',');
        int[] columns = [.. new[] { "readout", "state", "rho", "p_exact", "p_family" }.Select(c => Array.IndexOf(header, c))];
        Assert.DoesNotContain(-1, columns);
        return [.. lines.Skip(1).Select(l => l.Split(',')).Select(f => columns.Select(c => f[c]).ToArray())];
    }

    private async Task<AnalysisMessage> End(string name)
    {
        AnalysisMessage last = new();
        using AsyncServerStreamingCall<WatchAnalysisResponse> watch = client.WatchAnalysis(new WatchAnalysisRequest { Name = name }, deadline: DateTime.UtcNow.AddSeconds(120));
        while (await watch.ResponseStream.MoveNext()) last = watch.ResponseStream.Current.Analysis;
        return last;
    }
}
