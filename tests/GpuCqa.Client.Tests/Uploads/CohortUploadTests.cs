using GpuCqa.Api.V1;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Tests.Fakes;
using GpuCqa.Client.Uploads;
using GpuCqa.Core.Errors;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Client.Tests.Uploads;

public sealed class CohortUploadTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public CohortUploadTests()
    {
        File.WriteAllText(folder.File("a.csv"), "cell,x\nc1,1\n");
        File.WriteAllText(folder.File("b.csv"), "cell,x\nc1,2\n");
        File.WriteAllText(folder.File("lots.csv"), "Lot,path,role,donor,vegf,note\nL1,a.csv,,d1,10,first\nL2,b.csv,Test,d2,,\nL3,a.csv,post_shifted,,30,\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Cohort_OfASheet_HasItsLotsAndEachPathOnce()
    {
        await using FakeServer server = await FakeServer.Start();
        using GpuCqaClient client = server.Client();
        var seen = new Seen<UploadProgress>();
        Cohort made = await client.Project("p").UploadCohortAsync(folder.File("lots.csv"), progress: seen);
        Assert.Equal(2, server.State.Datasets.Count);
        Assert.Equal(["L1", "L2", "L3"], made.Lots.Select(l => l.Lot));
        Assert.Equal(["train", "test", "post_shifted"], made.Lots.Select(l => l.Role));
        Assert.Equal(made.Lots[0].Dataset, made.Lots[2].Dataset);
        Assert.NotEqual(made.Lots[0].Dataset, made.Lots[1].Dataset);
        Assert.Equal(("d1", "10", "first"), (made.Lots[0].Donor, made.Lots[0].Values["vegf"], made.Lots[0].Values["note"]));
        Assert.Equal(["vegf", "note"], made.Lots[1].Values.Keys);
        Assert.Equal("lots.csv", made.Sheet.Path);
        Assert.StartsWith("projects/p/cohorts/cohort-", made.Name, StringComparison.Ordinal);
        Assert.All(seen.Items, p => Assert.InRange(p.DoneBytes, 0, p.TotalBytes));

        // The same again: nothing is sent, nothing is made.
        Assert.Equal(made, await client.Project("p").UploadCohortAsync(folder.File("lots.csv")));
        Assert.Equal((2, 1), (server.State.CallsOf("StartDatasetUpload"), server.State.CallsOf("CreateCohort")));
    }

    [Fact]
    public async Task Lots_OfASheetWithoutCells_AreACohortAlone()
    {
        await using FakeServer server = await FakeServer.Start();
        using GpuCqaClient client = server.Client();
        File.WriteAllText(folder.File("plain.csv"), "id,mouse,Role,Donor,Process,arm,path\n1,M1,Train,d1,old,low,x\n2,M2,test,,new,high,\n");
        var options = new LotUploadOptions { LotColumn = "mouse", Readouts = ["arm", "Process"] };
        Cohort made = await client.Project("p").UploadLotsAsync(folder.File("plain.csv"), options);
        Assert.Empty(server.State.Datasets);
        Assert.Equal([("M1", "train", "d1", "old"), ("M2", "test", "", "new")], made.Lots.Select(l => (l.Lot, l.Role, l.Donor, l.Process)));
        Assert.All(made.Lots, l => Assert.Equal(("", "arm,id"), (l.Dataset, string.Join(',', l.Values.Keys.Order(StringComparer.Ordinal)))));
        Assert.Equal("plain.csv", made.Sheet.Path);
        Assert.Equal(made, await client.Project("p").UploadLotsAsync(folder.File("plain.csv"), options));
        Assert.Equal(1, server.State.CallsOf("CreateCohort"));
        foreach (string readout in new[] { "process", "path", "Lot" })
            await Assert.ThrowsAsync<InvalidParameterException>(() => client.Project("p").UploadLotsAsync(folder.File("plain.csv"), options with { Readouts = [readout] }));
    }

    [Fact]
    public async Task Cohort_IdTakenByOtherLots_IsRefused()
    {
        await using FakeServer server = await FakeServer.Start();
        using GpuCqaClient client = server.Client();
        await client.Project("p").UploadCohortAsync(folder.File("lots.csv"), new CohortUploadOptions { CohortId = "mine" });
        File.AppendAllText(folder.File("lots.csv"), "L4,b.csv,,,5,\n");
        RefusedException error = await Assert.ThrowsAsync<RefusedException>(() => client.Project("p").UploadCohortAsync(folder.File("lots.csv"), new CohortUploadOptions { CohortId = "mine" }));
        Assert.Equal(ErrorReason.AlreadyExists, error.Reason);
    }

    [Fact]
    public async Task Cohort_OneFileOfSeveralLots_NeedsOnePath()
    {
        await using FakeServer server = await FakeServer.Start();
        File.WriteAllText(folder.File("lots.csv"), "lot,path,vegf\nL1,a.csv,1\nL2,,2\n");
        using GpuCqaClient client = server.Client();
        Cohort made = await client.Project("p").UploadCohortAsync(folder.File("lots.csv"), new CohortUploadOptions { LotColumn = "batch" });
        Assert.Equal(("batch", ""), (made.LotColumn, made.Lots[1].Dataset));
        await Assert.ThrowsAsync<BadDataException>(() => client.Project("p").UploadCohortAsync(folder.File("lots.csv")));
    }
}
