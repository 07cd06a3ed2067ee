using Google.Rpc;
using GpuCqa.Api.V1;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>A disk with little room, of which the test says how much.</summary>
public class DiskRoomTests
{
    private const long Least = 1000;

    private long free = 1L << 40;

    [Fact]
    public async Task Upload_LargerThanTheRoom_IsRefusedAtItsStart()
    {
        await using JobHost host = await Start();
        var uploader = new Uploader(host.Channel);
        byte[] bytes = Uploader.Table(40, 3000);
        free = Least + bytes.Length - 1;
        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await uploader.Client.StartDatasetUploadAsync(Uploader.Request("large", ("cells.csv", bytes))));
        Assert.Null(refused.GetRpcStatus()!.GetDetail<RetryInfo>());
        string said = await Refused(async () => await uploader.Client.StartDatasetUploadAsync(Uploader.Request("large", ("cells.csv", bytes))));
        Assert.Equal($"The disk of the service has {free} bytes free, of which {Least} are kept free and 0 belong to uploads and imports that have begun; {bytes.Length} more do not fit. Delete a dataset or a reference, or cancel an upload first.", said);
        free = Least + bytes.Length;
        Assert.Equal("projects/p/datasets/large", (await uploader.Upload("large", bytes)).Name);
    }

    [Fact]
    public async Task Announced_Bytes_AreNotGivenTwice()
    {
        await using JobHost host = await Start();
        var uploader = new Uploader(host.Channel);
        byte[] one = Uploader.Table(41, 3000), two = Uploader.Table(42, 2000);
        free = Least + one.Length + two.Length - 1;
        DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(Uploader.Request("one", ("cells.csv", one)));
        Assert.Contains($"{one.Length} belong to uploads", await Refused(async () => await uploader.Client.StartDatasetUploadAsync(Uploader.Request("two", ("cells.csv", two)))), StringComparison.Ordinal);
        string file = host.Imports.File("cells.csv");
        File.WriteAllBytes(file, two);
        var import = new ImportDatasetRequest { Parent = "projects/p", DatasetId = "import", Path = file };
        await Refused(async () => await uploader.Client.ImportDatasetAsync(import));
        // What has arrived is on the disk, and counts there.
        await uploader.Send(upload.UploadId, "cells.csv", one, 0, 1500);
        free -= 1500;
        await Refused(async () => await uploader.Client.StartDatasetUploadAsync(Uploader.Request("two", ("cells.csv", two))));
        await uploader.Client.CancelDatasetUploadAsync(new CancelDatasetUploadRequest { UploadId = upload.UploadId });
        await uploader.Client.ImportDatasetAsync(import);
        await uploader.Client.StartDatasetUploadAsync(Uploader.Request("two", ("cells.csv", two)));
    }

    [Fact]
    public async Task BelowTheLeast_NothingBeginsAndWhatFreesRoomDoes()
    {
        await using JobHost host = await Start();
        var uploader = new Uploader(host.Channel);
        byte[] bytes = Uploader.Table(43);
        Dataset kept = await uploader.Upload("kept", bytes);
        DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(Uploader.Request("begun", ("cells.csv", bytes)));
        string running = await host.Create("running"), waiting = await host.Create("waiting");
        await host.Until(running, AnalysisState.Running);
        await host.Planned(waiting);

        free = Least - 1;
        string file = host.Imports.File("cells.csv");
        File.WriteAllBytes(file, bytes);
        foreach (Func<Task> call in new Func<Task>[]
        {
            async () => await uploader.Client.StartDatasetUploadAsync(Uploader.Request("new", ("cells.csv", bytes))),
            () => uploader.Send(upload.UploadId, "cells.csv", bytes, 0, bytes.Length),
            async () => await uploader.Client.ImportDatasetAsync(new ImportDatasetRequest { Parent = "projects/p", DatasetId = "new", Path = file }),
            () => host.Create("new"),
        })
        {
            Assert.Contains($"has {Least - 1} bytes free; below {Least}", await Refused(call), StringComparison.Ordinal);
            Assert.Equal(60, (await Assert.ThrowsAsync<RpcException>(call)).GetRpcStatus()!.GetDetail<RetryInfo>().RetryDelay.Seconds);
        }

        // What runs ends; what waits says why it does, and starts when there is room.
        host.Kind.Open("running");
        await host.Until(running, AnalysisState.Succeeded);
        AnalysisMessage held = await host.Until(waiting, a => a.Notes.Count > 0);
        Assert.Equal((AnalysisState.Queued, "It waits for room on the disk of the service."), (held.State, held.Notes.Single()));
        Assert.Single(host.Log.Lines, l => l.Contains("wait for room on the disk", StringComparison.Ordinal));
        await uploader.Client.CancelDatasetUploadAsync(new CancelDatasetUploadRequest { UploadId = upload.UploadId });
        await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = kept.Name });
        free = 1L << 40;
        Assert.Empty((await host.Until(waiting, AnalysisState.Running)).Notes);
        host.Kind.Open("waiting");
        await host.Until(waiting, AnalysisState.Succeeded);
    }

    private static Task<string> Refused(Func<Task> call) => Refusal.Of(StatusCode.ResourceExhausted, "EXHAUSTED", call);

    private Task<JobHost> Start() => JobHost.Start(more: (services, options) =>
    {
        options.Operations.MinFreeBytes = Least;
        services.AddSingleton(new DiskRoom(options, () => Interlocked.Read(ref free)));
    });
}
