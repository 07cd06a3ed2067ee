using GpuCqa.Api.V1;
using GpuCqa.Service.Results;
using GpuCqa.Service.Tests.Errors;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Results;

public class ResultStoreTests(ResultHost host) : IClassFixture<ResultHost>
{
    [Fact]
    public async Task Results_OfAnAnalysisThatIsNotDone_AreRefused()
    {
        const string name = "projects/p/analyses/running";
        host.Set(name, new AnalysisPlace("u", "RUNNING", false));
        Assert.Contains("RUNNING", await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", async () => await host.Client.ListResultsAsync(new ListResultsRequest { Parent = name })), StringComparison.Ordinal);
        await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", async () => await host.Client.ListResultFilesAsync(new ListResultFilesRequest { Parent = name }));
        await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", () => ReceivedTable.Read(host.Client, name + "/results/x"));
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await host.Client.ListResultsAsync(new ListResultsRequest { Parent = "projects/q/analyses/running" }));
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await host.Client.ListResultsAsync(new ListResultsRequest { Parent = "projects/p/analyses/../x" }));
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", () => ReceivedTable.Read(host.Client, name));
    }

    [Fact]
    public async Task Results_PageByPage_AreByName()
    {
        (string name, _) = host.Finish("paged", output =>
        {
            foreach (string id in new[] { "c", "a", "b" }) output.Table(id, Columns.Int32("x")).Complete();
        });
        var seen = new List<string>();
        string token = "";
        do
        {
            ListResultsResponse page = await host.Client.ListResultsAsync(new ListResultsRequest { Parent = name, PageSize = 2, PageToken = token });
            seen.AddRange(page.Results.Select(r => r.Name[(name.Length + "/results/".Length)..]));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(["a", "b", "c"], seen);
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => ReceivedTable.Read(host.Client, name + "/results/d"));
    }

    [Fact]
    public void Sweep_WhatNoAnalysisHas_IsRemoved()
    {
        (_, string kept) = host.Finish("kept", o => o.Table("t", Columns.Int32("x")).Complete());
        string results = Path.Combine(host.State.Path, "results");
        // A crash while computing, and one between the move and the transaction.
        host.Store.Begin("crashed").Table("t", Columns.Int32("x")).Complete();
        using (ResultOutput output = host.Store.Begin("moved")) host.Store.Take("moved", output, CancellationToken.None);
        Assert.True(Directory.Exists(Path.Combine(results, "crashed.part")));
        Assert.True(Directory.Exists(Path.Combine(results, "moved")));
        // The attempt after the crash finds neither in its way.
        using (ResultOutput again = host.Store.Begin("moved"))
        {
            again.Table("u", Columns.Int32("x")).Complete();
            Assert.Equal("u", Assert.Single(host.Store.Take("moved", again, CancellationToken.None).Tables).Name);
        }

        host.Store.Sweep();
        Assert.DoesNotContain(Directory.GetDirectories(results), d => Path.GetFileName(d).StartsWith("crashed", StringComparison.Ordinal) || Path.GetFileName(d) == "moved");
        Assert.True(Directory.Exists(Path.Combine(results, kept)));
    }

    [Fact]
    public void Output_NotTaken_LeavesNothing()
    {
        string place;
        using (ResultOutput output = host.Store.Begin("failed"))
        {
            place = Path.GetDirectoryName(output.Folder)!;
            output.Table("open", Columns.Int32("x")).Write(1);
            File.WriteAllText(Path.Combine(output.Folder, "a.txt"), "x");
            Assert.True(Directory.Exists(place));
        }

        Assert.False(Directory.Exists(place));
    }

    [Fact]
    public async Task Deleted_WhileItIsRead_IsReadToTheEnd()
    {
        (string name, string uid) = host.Finish("deleted", Large);
        using AsyncServerStreamingCall<ReadResultResponse> call = host.Client.ReadResult(new ReadResultRequest { Name = name + "/results/large" });
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.True(await call.ResponseStream.MoveNext(default));
        long rows = call.ResponseStream.Current.Block.RowCount;
        host.Database.InTransaction(s =>
        {
            ManifestTable.Remove(s, uid);
            return true;
        });
        host.Set(name, null);
        host.Store.Remove(uid);
        await foreach (ReadResultResponse response in call.ResponseStream.ReadAllAsync()) rows += response.Block.RowCount;
        Assert.Equal(64, rows);
        Assert.Null(host.Manifests.Table(uid, "large"));
        Assert.False(Directory.Exists(Path.Combine(host.State.Path, "results", uid)));
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => ReceivedTable.Read(host.Client, name + "/results/large"));
    }

    [Fact]
    public async Task SlowReaders_Forty_HoldAFewBlocksEach()
    {
        (string name, _) = host.Finish("slow", Large);
        var calls = new List<AsyncServerStreamingCall<ReadResultResponse>>();
        for (int i = 0; i < 40; i++)
        {
            AsyncServerStreamingCall<ReadResultResponse> call = host.Client.ReadResult(new ReadResultRequest { Name = name + "/results/large" });
            calls.Add(call);
            Assert.True(await call.ResponseStream.MoveNext(default));
            Assert.True(await call.ResponseStream.MoveNext(default));
        }

        // 64 MiB each would be 2.5 GiB; what stands still is a block or two a reader, on both sides of the line.
        long held = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(held < 1L << 30, $"{held >> 20} MiB");
        foreach (AsyncServerStreamingCall<ReadResultResponse> call in calls) call.Dispose();
        Assert.Equal(64, (await ReceivedTable.Read(host.Client, name + "/results/large", 0, 64)).Rows);
    }

    // 64 rows of a mebibyte.
    private static void Large(ResultOutput output)
    {
        using TableWriter table = output.Table("large", Columns.Float32("m", 1 << 18));
        float[] row = new float[1 << 18];
        for (int r = 0; r < 64; r++)
        {
            Array.Fill(row, r);
            table.Write(row);
            table.EndRow();
        }
    }
}
