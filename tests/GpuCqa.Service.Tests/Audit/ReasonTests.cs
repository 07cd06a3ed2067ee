using System.Text;
using System.Text.Json.Nodes;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Reasons;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors.Keys;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Doors;
using GpuCqa.Service.Tests.Errors;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Audit;

/// <summary>Why a call was made, from its metadata to the log.</summary>
public class ReasonTests
{
    [Fact]
    public async Task Reason_OfACall_StandsInItsEntries()
    {
        await using LockedService service = await LockedService.Start();
        ApiKeyText key = service.Key("ana", null, "p=admin");
        var uploader = new Uploader(service.Channel(key));
        Dataset dataset = await uploader.Upload("d", Uploader.Table(90));
        Metadata plain = new() { { ReasonText.Key, " donor 7 withdrew 100%25 " } }, utf8 = new() { { ReasonText.Key + "-bin", Encoding.UTF8.GetBytes("重複のため 😀") } };
        await Assert.ThrowsAsync<RpcException>(async () => await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = "projects/p/datasets/none" }, utf8));
        await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = dataset.Name }, plain);
        await Assert.ThrowsAsync<RpcException>(async () => await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = "projects/q/datasets/d" }, plain));
        JsonNode[] found = CallAuditTests.Entries(service.State.Path).Where(e => e["reason"] is not null).ToArray();
        Assert.Equal(
            [("begin", "重複のため 😀", ""), ("end", "重複のため 😀", "NOT_FOUND"), ("begin", "donor 7 withdrew 100%25", ""), ("end", "donor 7 withdrew 100%25", "OK"), ("", "donor 7 withdrew 100%25", "PERMISSION_DENIED")],
            found.Select(e => ((string?)e["phase"] ?? "", (string)e["reason"]!, (string?)e["status"] ?? "")));
        AuditCheck.Run(AuditFiles.Folder(service.State.Path), null);
    }

    [Fact]
    public async Task Reason_ThatIsNone_IsRefusedBeforeAnythingIsDone()
    {
        await using LockedService service = await LockedService.Start();
        ApiKeyText key = service.Key("ana", null, "p=admin");
        var uploader = new Uploader(service.Channel(key));
        Dataset dataset = await uploader.Upload("d", Uploader.Table(91));
        string authorization = "Bearer " + key.Whole(), binary = ReasonText.Key + "-bin";
        foreach ((string Name, string Value)[] headers in new (string, string)[][]
        {
            [(ReasonText.Key, new string('x', ReasonText.MaxCharacters + 1))], [(ReasonText.Key, "a\tb")], [(binary, "YQ=="), (binary, "YQ==")], [(ReasonText.Key, "a"), (binary, "YQ==")],
            [(binary, "no Base64!")], [(binary, "/w==")], [(binary, Base64("two\nlines"))], [(binary, Base64("turned \u202E around"))], [(binary, Base64("two\u2028lines"))], [(binary, Base64(new string('é', ReasonText.MaxCharacters + 1)))],
        })
        {
            var client = new DatasetService.DatasetServiceClient(service.Channel([("authorization", authorization), .. headers]));
            Assert.Contains(ReasonText.Key, await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = dataset.Name })), StringComparison.Ordinal);
            // What the log does not record needs none.
            await client.GetDatasetAsync(new GetDatasetRequest { Name = dataset.Name });
        }

        Assert.Equal(10, CallAuditTests.Entries(service.State.Path).Count(e => (string?)e["status"] == "INVALID_ARGUMENT" && e["reason"] is null));
        var longest = new DatasetService.DatasetServiceClient(service.Channel(("authorization", authorization), (binary, Base64(string.Concat(Enumerable.Repeat("😀", ReasonText.MaxCharacters))).TrimEnd('='))));
        await longest.DeleteDatasetAsync(new DeleteDatasetRequest { Name = dataset.Name });
        Assert.Equal(1000, ((string)CallAuditTests.Entries(service.State.Path)[^1]["reason"]!).Length);
    }

    [Fact]
    public async Task Settings_ThatAskForAReason_AreKeptByCallsAndKeys()
    {
        await using LockedService service = await LockedService.Start(o => o.Audit.ReasonFor = ["delete", "CreateCohort", "keys"]);
        ApiKeyText key = service.Key("ana", null, "p=admin");
        var uploader = new Uploader(service.Channel(key));
        Dataset dataset = await uploader.Upload("d", Uploader.Table(92));
        var cohorts = new CohortService.CohortServiceClient(service.Channel(key));
        var create = new CreateCohortRequest { Parent = "projects/p", CohortId = "c", Cohort = new Cohort { Lots = { new CohortLot { Lot = "L1", Dataset = dataset.Name } } } };
        foreach (Metadata none in new Metadata[] { [], new() { { ReasonText.Key, "  " } } })
            Assert.Contains(ReasonText.Key, await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await cohorts.CreateCohortAsync(create, none)), StringComparison.Ordinal);
        await cohorts.CreateCohortAsync(create, new Metadata { { ReasonText.Key, "first lots" } });
        Assert.Contains("DeleteCohort takes a reason", await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await cohorts.DeleteCohortAsync(new DeleteCohortRequest { Name = "projects/p/cohorts/c" })), StringComparison.Ordinal);
        await cohorts.DeleteCohortAsync(new DeleteCohortRequest { Name = "projects/p/cohorts/c" }, new Metadata { { ReasonText.Key, "wrong lots" } });
        // Who may not do it is told that, whether or not there is a reason.
        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", async () => await cohorts.DeleteCohortAsync(new DeleteCohortRequest { Name = "projects/q/cohorts/c" }));

        string settings = service.State.File("settings.json");
        File.WriteAllText(settings, """{ "GpuCqa": { "Audit": { "ReasonFor": ["keys"] } } }""");
        (int code, _, string said) = await KeysCommandTests.Run("keys", "add", "bob", "--grant", "p=reader", "--state", service.State.Path, "--config", settings);
        Assert.Equal(2, code);
        Assert.Contains("--reason", said, StringComparison.Ordinal);
        Assert.Equal(0, (await KeysCommandTests.Run("keys", "add", "bob", "--grant", "p=reader", "--reason", "新しい人", "--state", service.State.Path, "--config", settings)).Code);
        JsonNode[] found = await CallAuditTests.Until(service.State.Path, entries => entries.Any(e => (string)e["op"]! == "key.add"));
        Assert.Equal("新しい人", (string)found.Single(e => (string)e["op"]! == "key.add")["reason"]!);
    }

    [Theory]
    [InlineData("delete", 5)]
    [InlineData("Cancel", 3)]
    [InlineData("import", 1)]
    [InlineData("importdataset", 1)]
    [InlineData("ReadResult", 1)]
    [InlineData("read", 3)]
    [InlineData("get", 0)]
    [InlineData("d", 0)]
    [InlineData("", 0)]
    public void Word_OfTheSettings_StandsForRecordedMethods(string word, int methods)
    {
        Assert.Equal(methods, ReasonRule.Methods(word).Count());
        var options = new AuditOptions { ReasonFor = [word] };
        if (methods > 0) options.Check();
        else Assert.Contains($"'{word}'", Assert.Throws<InvalidParameterException>(options.Check).Message, StringComparison.Ordinal);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
