using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Cohorts;

public class CohortTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly Uploader uploader = new(service.Channel);
    private readonly CohortService.CohortServiceClient client = new(service.Channel);

    [Fact]
    public async Task Cohort_Created_ComesBackAndHoldsItsDatasets()
    {
        Dataset dataset = await uploader.Upload("held", Uploader.Table(50));
        Cohort made = await client.CreateCohortAsync(Request("round", dataset.Name));
        Assert.Equal("projects/p/cohorts/round", made.Name);
        Assert.Equal(made, await client.GetCohortAsync(new GetCohortRequest { Name = made.Name }));
        Assert.Equal("12.5", made.Lots[0].Values["vegf"]);
        Assert.Contains("cohort", await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", async () => await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = dataset.Name })), StringComparison.Ordinal);
        await Refusal.Of(StatusCode.Aborted, "ABORTED", async () => await client.DeleteCohortAsync(new DeleteCohortRequest { Name = made.Name, Etag = "stale" }));
        await client.DeleteCohortAsync(new DeleteCohortRequest { Name = made.Name, Etag = made.Etag });
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await client.GetCohortAsync(new GetCohortRequest { Name = made.Name }));
        await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = dataset.Name });
    }

    [Fact]
    public async Task Cohort_SameRequestId_IsMadeOnce()
    {
        Dataset dataset = await uploader.Upload("once", Uploader.Table(51));
        CreateCohortRequest request = Request("once", dataset.Name);
        request.ValidateOnly = true;
        await client.CreateCohortAsync(request);
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await client.GetCohortAsync(new GetCohortRequest { Name = "projects/p/cohorts/once" }));
        request.ValidateOnly = false;
        request.RequestId = Guid.NewGuid().ToString();
        Assert.Equal(await client.CreateCohortAsync(request), await client.CreateCohortAsync(request));
        request.Cohort.DisplayName = "another";
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await client.CreateCohortAsync(request));
        request.RequestId = "";
        await Refusal.Of(StatusCode.AlreadyExists, "ALREADY_EXISTS", async () => await client.CreateCohortAsync(request));
    }

    [Fact]
    public async Task List_Cohorts_PageByPage()
    {
        Dataset dataset = await uploader.Upload("listed", Uploader.Table(52));
        foreach (string id in new[] { "list-b", "list-a" }) await client.CreateCohortAsync(Request(id, dataset.Name));
        ListCohortsResponse first = await client.ListCohortsAsync(new ListCohortsRequest { Parent = "projects/p", PageSize = 1 });
        var names = new List<string>(first.Cohorts.Select(c => c.Name));
        for (string token = first.NextPageToken; token.Length > 0;)
        {
            ListCohortsResponse page = await client.ListCohortsAsync(new ListCohortsRequest { Parent = "projects/p", PageSize = 1, PageToken = token });
            names.AddRange(page.Cohorts.Select(c => c.Name));
            token = page.NextPageToken;
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Contains("projects/p/cohorts/list-a", names);
        Assert.Contains("projects/p/cohorts/list-b", names);
        Assert.Empty((await client.ListCohortsAsync(new ListCohortsRequest { Parent = "projects/q" })).Cohorts);
    }

    public static TheoryData<string, Action<CreateCohortRequest>> Wrong => new()
    {
        { "cohort is missing", r => r.Cohort = null },
        { "lots has 0", r => r.Cohort.Lots.Clear() },
        { "no name", r => r.Cohort.Lots[0].Lot = "" },
        { "twice", r => r.Cohort.Lots[1].Lot = "a" },
        { "role", r => r.Cohort.Lots[0].Role = "Train" },
        { "no dataset", r => r.Cohort.Lots[0].Dataset = "" },
        { "no further column", r => r.Cohort.Lots[0].Values["Donor"] = "x" },
        { "control characters", r => r.Cohort.Lots[0].Values["vegf"] = "1\n2" },
        { "another project", r => r.Cohort.Lots[0].Dataset = "projects/q/datasets/x" },
        { "expected projects/", r => r.Cohort.Lots[0].Dataset = "/etc/passwd" },
        { "cohort_id", r => r.CohortId = "../x" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Create_WrongCohort_IsRefused(string said, Action<CreateCohortRequest> spoil)
    {
        CreateCohortRequest request = Request("wrong", "projects/p/datasets/none");
        spoil(request);
        Assert.Contains(said, await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await client.CreateCohortAsync(request)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_UnknownDataset_IsNotFound() =>
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await client.CreateCohortAsync(Request("unknown", "projects/p/datasets/none")));

    private static CreateCohortRequest Request(string id, string dataset) => new()
    {
        Parent = "projects/p", CohortId = id,
        Cohort = new Cohort
        {
            Lots =
            {
                new CohortLot { Lot = "a", Dataset = dataset, Donor = "d1", Values = { ["vegf"] = "12.5" } },
                new CohortLot { Lot = "b", Dataset = dataset, Role = "test", Values = { ["vegf"] = "" } },
            },
        },
    };
}
