using GpuCqa.Api.V1;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Tests.Audit;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Service.Uploads;
using GpuCqa.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GpuCqa.Service.Tests.Uploads;

public class StaleUploadTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly Uploader uploader = new(service.Channel);

    [Fact]
    public async Task Upload_WithoutAWriteForAWeek_IsDroppedWhileTheServiceRuns()
    {
        byte[] bytes = Uploader.Table(50);
        DatasetUpload old = await Start("stale", bytes), young = await Start("young", bytes);
        service.App.Services.GetRequiredService<Database>().InTransaction(s =>
            s.Execute("UPDATE uploads SET touched = @t WHERE id = @u", ("@t", DateTimeOffset.UtcNow.AddDays(-8).ToUnixTimeMilliseconds()), ("@u", old.UploadId)));

        var clock = new HandClock();
        using var sweeper = new UploadSweeper(service.App.Services.GetRequiredService<UploadCalls>(), clock, NullLogger<UploadSweeper>.Instance);
        await sweeper.StartAsync(CancellationToken.None);
        (await clock.Timer.WaitAsync(Patience.Span))();
        DateTime deadline = Patience.Deadline;
        while (Directory.Exists(Folder(old)) && DateTime.UtcNow < deadline) await Task.Yield();
        await sweeper.StopAsync(CancellationToken.None);

        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await uploader.Client.GetDatasetUploadAsync(new GetDatasetUploadRequest { UploadId = old.UploadId }));
        Assert.False(Directory.Exists(Folder(old)));
        System.Text.Json.Nodes.JsonNode entry = CallAuditTests.Entries(service.State.Path).Single(e => (string)e["op"]! == "upload.drop");
        Assert.Equal(("service", "p", "projects/p/datasets/stale"), ((string)entry["actor"]!, (string)entry["project"]!, (string)entry["old"]!["name"]!));
        Assert.Equal(100, (await uploader.Client.GetDatasetUploadAsync(new GetDatasetUploadRequest { UploadId = young.UploadId })).Files[0].PersistedSizeBytes);
    }

    private async Task<DatasetUpload> Start(string dataset, byte[] bytes)
    {
        DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(Uploader.Request(dataset, ("cells.csv", bytes)));
        await uploader.Send(upload.UploadId, "cells.csv", bytes, 0, 100);
        return upload;
    }

    private string Folder(DatasetUpload upload) => Path.Combine(service.State.Path, "uploads", upload.UploadId);

    // A clock whose timers tick when they are told to.
    private sealed class HandClock : TimeProvider
    {
        private readonly TaskCompletionSource<Action> made = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Action> Timer => made.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            made.TrySetResult(() => callback(state));
            return base.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
