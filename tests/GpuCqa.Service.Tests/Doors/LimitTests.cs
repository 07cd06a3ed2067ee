using Google.Rpc;
using GpuCqa.Api.V1;
using GpuCqa.Service.Doors.Keys;
using GpuCqa.Service.Doors.Limits;
using GpuCqa.Service.Tests.Audit;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Xunit;

namespace GpuCqa.Service.Tests.Doors;

public class LimitTests
{
    [Fact]
    public void Bucket_Emptied_IsFullAgainWhenItSaidSo()
    {
        var clock = new SteppedClock();
        var limit = new RateLimit(perSecond: 2, burst: 3, clock);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(limit.Take("a")));
        TimeSpan delay = limit.Take("a")!.Value;
        Assert.InRange(delay.TotalSeconds, 0.5, 0.502);
        Assert.Null(limit.Take("b"));
        clock.Pass(delay - TimeSpan.FromMilliseconds(20));
        Assert.NotNull(limit.Take("a"));
        clock.Pass(TimeSpan.FromMilliseconds(520));
        Assert.Null(limit.Take("a"));
        clock.Pass(TimeSpan.FromHours(1));
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(limit.Take("a")));
        Assert.NotNull(limit.Take("a"));
    }

    [Fact]
    public void Bucket_ManyRefusedAtOnce_AreEachTakenAtTheirTime()
    {
        var clock = new SteppedClock();
        var limit = new RateLimit(perSecond: 10, burst: 1, clock);
        limit.Take("a");
        TimeSpan[] delays = Enumerable.Range(0, 20).Select(_ => limit.Take("a")!.Value).ToArray();
        TimeSpan passed = default;
        foreach (TimeSpan delay in delays)
        {
            clock.Pass(delay - passed);
            passed = delay;
            Assert.Null(limit.Take("a"));
        }
    }

    [Fact]
    public async Task Calls_TooOften_AreRefusedWithATrueDelay()
    {
        await using LockedService service = await LockedService.Start(o => (o.Doors.Limits.CallsPerSecond, o.Doors.Limits.CallBurst) = (0.5, 3));
        GrpcChannel often = service.As("p=reader");
        RpcException? refused = null;
        for (int i = 0; i < 30 && refused is null; i++) refused = await Record.ExceptionAsync(() => List(often)) as RpcException;
        Assert.Equal((StatusCode.ResourceExhausted, "calls"), (refused!.StatusCode, Limit(refused)));
        TimeSpan delay = RetryDelay(refused);
        // A call in two seconds: slower than the calls of any machine.
        Assert.InRange(delay.TotalSeconds, 0.001, 2.1);
        // Another caller is not affected, and the caller itself is taken after the delay.
        await List(service.Channel(service.Key("other", null, "p=reader")));
        await Task.Delay(delay);
        await List(often);
    }

    [Fact]
    public async Task Failures_TooMany_AreRefusedWithoutShuttingOthersOut()
    {
        await using LockedService service = await LockedService.Start(o => o.Doors.Limits.FailuresPerMinute = 5);
        GrpcChannel wrong = service.Channel(ApiKeyText.Make()), right = service.As("p=reader");
        var seen = new List<StatusCode>();
        for (int i = 0; i < 8; i++) seen.Add((await Assert.ThrowsAsync<RpcException>(() => List(wrong))).StatusCode);
        Assert.Equal(5, seen.TakeWhile(s => s == StatusCode.Unauthenticated).Count());
        Assert.All(seen.Skip(5), s => Assert.Equal(StatusCode.ResourceExhausted, s));
        await List(right);
        await CallAuditTests.Until(service.State.Path, entries => entries.Count(e => (string?)e["why"] == "unknown key") == 5);
    }

    [Fact]
    public async Task Streams_TooMany_AreRefusedUntilOneEnds()
    {
        await using LockedService service = await LockedService.Start(o => o.Doors.Limits.StreamsPerCaller = 2);
        var client = new DatasetService.DatasetServiceClient(service.As("p=analyst"));
        AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse>[] open = [client.WriteDatasetUpload(), client.WriteDatasetUpload()];
        // Until the service has seen both, a third one gets through, to be told that it is empty.
        RpcException third;
        while ((third = await Empty(client)).StatusCode == StatusCode.InvalidArgument)
        {
            // The third may have come before one of the two, and that one was refused.
            for (int i = 0; i < open.Length; i++) open[i] = open[i].ResponseAsync.IsCompleted ? client.WriteDatasetUpload() : open[i];
            await Task.Yield();
        }

        Assert.Equal((StatusCode.ResourceExhausted, "streams"), (third.StatusCode, Limit(third)));
        await open[0].RequestStream.CompleteAsync();
        await Assert.ThrowsAsync<RpcException>(async () => await open[0].ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, (await Empty(client)).StatusCode);
        open[1].Dispose();
    }

    [Fact]
    public async Task Key_RevokedWhileAnUploadRuns_EndsTheUpload()
    {
        await using LockedService service = await LockedService.Start();
        ApiKeyText key = service.Key("ana", null, "p=analyst");
        var uploader = new Uploader(service.Channel(key));
        byte[] bytes = Uploader.Table(80, 200_000);
        DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(Uploader.Request("d", ("cells.csv", bytes)));
        using AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse> call = uploader.Client.WriteDatasetUpload(deadline: Patience.Deadline);
        await call.RequestStream.WriteAsync(new WriteDatasetUploadRequest { UploadId = upload.UploadId, Path = "cells.csv", Data = Uploader.Chunk(bytes[..50_000]) });
        while (!File.Exists(Path.Combine(service.State.Path, "uploads", upload.UploadId, "0"))) await Task.Yield();
        service.Revoke(key);
        Assert.Contains("revoked", await Refusal.Of(StatusCode.Unauthenticated, "UNAUTHENTICATED", async () => await call.ResponseAsync), StringComparison.Ordinal);
        // What had arrived is kept for whoever goes on with the upload.
        var other = new Uploader(service.As("p=analyst"));
        long stored = (await other.Client.GetDatasetUploadAsync(new GetDatasetUploadRequest { UploadId = upload.UploadId })).Files[0].PersistedSizeBytes;
        Assert.Equal(bytes.Length, await other.Send(upload.UploadId, "cells.csv", bytes, (int)stored, bytes.Length));
    }

    [Fact]
    public async Task Key_RevokedWhileReflectionRuns_EndsReflection()
    {
        await using LockedService service = await LockedService.Start();
        ApiKeyText key = service.Key("ana", null, "p=reader");
        using AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call = new ServerReflection.ServerReflectionClient(service.Channel(key)).ServerReflectionInfo(deadline: Patience.Deadline);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        Assert.True(await call.ResponseStream.MoveNext());
        service.Revoke(key);
        await Refusal.Of(StatusCode.Unauthenticated, "UNAUTHENTICATED", () => call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Bytes_OfAProject_CountFromTheirAnnouncement()
    {
        byte[] bytes = Uploader.Table(81, 4000);
        using var imports = new TemporaryFolder();
        await File.WriteAllBytesAsync(imports.File("cells.csv"), bytes);
        await using LockedService service = await LockedService.Start(o =>
        {
            o.ImportRoots = [imports.Path];
            o.Doors.Limits.ProjectBytes = bytes.Length + 100;
            o.Doors.Limits.BytesOf["q"] = 10;
        });
        var uploader = new Uploader(service.As("all=admin"));
        DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(Uploader.Request("a", ("cells.csv", bytes)));
        StartDatasetUploadRequest second = Uploader.Request("b", ("cells.csv", bytes));
        Assert.Contains($"stores {bytes.Length} of {bytes.Length + 100} bytes", await Refusal.Of(StatusCode.ResourceExhausted, "EXHAUSTED", async () => await uploader.Client.StartDatasetUploadAsync(second)), StringComparison.Ordinal);
        await Refusal.Of(StatusCode.ResourceExhausted, "EXHAUSTED", async () => await uploader.Client.ImportDatasetAsync(new ImportDatasetRequest { Parent = "projects/p", DatasetId = "b", Path = imports.File("cells.csv") }));
        await Refusal.Of(StatusCode.ResourceExhausted, "EXHAUSTED", async () => await uploader.Client.ImportDatasetAsync(new ImportDatasetRequest { Parent = "projects/q", DatasetId = "b", Path = imports.File("cells.csv") }));
        // Finished, it counts once; another project has its own room; deleted, there is room again.
        await uploader.Send(upload.UploadId, "cells.csv", bytes, 0, bytes.Length);
        Dataset made = await uploader.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId });
        await Refusal.Of(StatusCode.ResourceExhausted, "EXHAUSTED", async () => await uploader.Client.StartDatasetUploadAsync(second));
        await uploader.Client.ImportDatasetAsync(new ImportDatasetRequest { Parent = "projects/r", DatasetId = "b", Path = imports.File("cells.csv") });
        await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = made.Name });
        await uploader.Client.StartDatasetUploadAsync(second);
    }

    private static async Task<RpcException> Empty(DatasetService.DatasetServiceClient client)
    {
        using AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse> call = client.WriteDatasetUpload(deadline: Patience.Deadline);
        return await Assert.ThrowsAsync<RpcException>(async () =>
        {
            try
            {
                await call.RequestStream.CompleteAsync();
            }
            catch (Exception error) when (error is RpcException or InvalidOperationException)
            {
                // Refused before its end was sent.
            }

            await call.ResponseAsync;
        });
    }

    [Fact]
    public async Task Message_AboveTheLimit_SaysWhichLimit()
    {
        await using LockedService service = await LockedService.Start(o => o.MaxMessageBytes = 64 << 10);
        var client = new DatasetService.DatasetServiceClient(service.As("p=reader"));
        string said = await Refusal.Of(StatusCode.ResourceExhausted, "EXHAUSTED", async () => await client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p", PageToken = new string('x', 70_000) }));
        Assert.Contains("GpuCqa:MaxMessageBytes", said, StringComparison.Ordinal);
    }

    private static string Limit(RpcException error) => error.GetRpcStatus()!.GetDetail<ErrorInfo>().Metadata["limit"];

    private static async Task List(GrpcChannel channel) => await new DatasetService.DatasetServiceClient(channel).ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" });

    private static TimeSpan RetryDelay(RpcException error) => error.GetRpcStatus()!.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan();
}
