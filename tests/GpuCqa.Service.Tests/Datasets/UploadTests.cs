using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Datasets;

public class UploadTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly Uploader uploader = new(service.Channel);

    private DatasetService.DatasetServiceClient Client => uploader.Client;

    [Fact]
    public async Task Upload_InTwoCalls_BecomesTheDataset()
    {
        byte[] bytes = Uploader.Table(1, 400_000);
        DatasetUpload upload = await Client.StartDatasetUploadAsync(Uploader.Request("two-calls", ("cells.csv", bytes)));
        Assert.Equal(150_000, await uploader.Send(upload.UploadId, "cells.csv", bytes, 0, 150_000));
        Assert.Equal(150_000, (await Get(upload)).Files[0].PersistedSizeBytes);
        // The second call begins below the stored size: the overlap is skipped.
        Assert.Equal(bytes.Length, await uploader.Send(upload.UploadId, "cells.csv", bytes, 100_001, bytes.Length, 77_777));
        Dataset dataset = await Finish(upload);
        Assert.Equal("projects/p/datasets/two-calls", dataset.Name);
        Assert.Equal("table", dataset.Format);
        Assert.Equal(Uploader.File("cells.csv", bytes), Assert.Single(dataset.Files));
        Assert.Equal(dataset, await Client.GetDatasetAsync(new GetDatasetRequest { Name = dataset.Name }));
        Assert.Equal(dataset, await Finish(upload));
        string blob = Path.Combine(service.State.Path, "blobs", Uploader.Sha256(bytes)[..2], Uploader.Sha256(bytes));
        Assert.Equal(bytes, File.ReadAllBytes(blob));
        Assert.Empty(Directory.GetDirectories(Path.Combine(service.State.Path, "uploads"), upload.UploadId));
    }

    [Fact]
    public async Task Upload_BrokenOff_KeepsWhatArrived()
    {
        byte[] bytes = Uploader.Table(2, 300_000);
        DatasetUpload upload = await Client.StartDatasetUploadAsync(Uploader.Request("broken-off", ("cells.csv", bytes)));
        using (AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse> call = Client.WriteDatasetUpload())
        {
            await call.RequestStream.WriteAsync(new WriteDatasetUploadRequest { UploadId = upload.UploadId, Path = "cells.csv", Data = Uploader.Chunk(bytes[..50_000]) });
            await call.RequestStream.WriteAsync(new WriteDatasetUploadRequest { WriteOffset = 50_000, Data = Uploader.Chunk(bytes[50_000..90_000]) });
        }

        // Whatever the server says is stored, it has; the next writer waits for the one that broke off.
        long stored = (await Get(upload)).Files[0].PersistedSizeBytes;
        Assert.True(stored is 0 or 50_000 or 90_000, $"{stored}");
        Assert.Equal(bytes.Length, await uploader.Resume(upload.UploadId, "cells.csv", bytes));
        await Finish(upload);
    }

    [Fact]
    public async Task Upload_SecondWriter_EndsTheFirst()
    {
        byte[] bytes = Uploader.Table(3, 200_000);
        DatasetUpload upload = await Client.StartDatasetUploadAsync(Uploader.Request("second-writer", ("cells.csv", bytes)));
        using AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse> hanging = Client.WriteDatasetUpload();
        await hanging.RequestStream.WriteAsync(new WriteDatasetUploadRequest { UploadId = upload.UploadId, Path = "cells.csv", Data = Uploader.Chunk(bytes[..10]) });
        while (!File.Exists(Path.Combine(service.State.Path, "uploads", upload.UploadId, "0"))) await Task.Yield();
        Assert.Equal(bytes.Length, await uploader.Send(upload.UploadId, "cells.csv", bytes, 0, bytes.Length));
        await Refusal.Of(StatusCode.Aborted, "ABORTED", async () => await hanging.ResponseAsync);
        await Finish(upload);
    }

    [Fact]
    public async Task Write_WrongChunks_AreRefusedAndStoreNothing()
    {
        byte[] bytes = Uploader.Table(4);
        DatasetUpload upload = await Client.StartDatasetUploadAsync(Uploader.Request("wrong-chunks", ("cells.csv", bytes)));
        ChecksummedData damaged = Uploader.Chunk(bytes);
        damaged.Crc32C ^= 1;
        await Refusal.Of(StatusCode.DataLoss, "DATA_LOSS", () => One(new WriteDatasetUploadRequest { UploadId = upload.UploadId, Path = "cells.csv", Data = damaged }));
        await Refusal.Of(StatusCode.OutOfRange, "OUT_OF_RANGE", () => One(new WriteDatasetUploadRequest { UploadId = upload.UploadId, Path = "cells.csv", WriteOffset = 1, Data = Uploader.Chunk([1]) }));
        await Refusal.Of(StatusCode.OutOfRange, "OUT_OF_RANGE", () => One(new WriteDatasetUploadRequest { UploadId = upload.UploadId, Path = "cells.csv", Data = Uploader.Chunk([.. bytes, 1]) }));
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", () => One(new WriteDatasetUploadRequest { UploadId = upload.UploadId, Path = "cells.csv", WriteOffset = -1, Data = Uploader.Chunk([1]) }));
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", () => One(new WriteDatasetUploadRequest { UploadId = upload.UploadId, Path = "cells.csv" }));
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => One(new WriteDatasetUploadRequest { UploadId = upload.UploadId, Path = "other.csv", Data = Uploader.Chunk([1]) }));
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => One(new WriteDatasetUploadRequest { UploadId = "../../../../etc/passwd", Path = "cells.csv", Data = Uploader.Chunk([1]) }));
        Assert.Equal(0, (await Get(upload)).Files[0].PersistedSizeBytes);
        await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", () => Finish(upload));
    }

    [Fact]
    public async Task Finish_OtherContentThanAnnounced_IsDropped()
    {
        byte[] bytes = Uploader.Table(5), other = Uploader.Table(6, bytes.Length - 60);
        Array.Resize(ref other, bytes.Length);
        DatasetUpload upload = await Client.StartDatasetUploadAsync(Uploader.Request("other-content", ("cells.csv", bytes)));
        await uploader.Send(upload.UploadId, "cells.csv", other, 0, other.Length);
        await Refusal.Of(StatusCode.DataLoss, "DATA_LOSS", () => Finish(upload));
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => Get(upload));
    }

    [Fact]
    public async Task Finish_NotCells_IsBadDataWithoutTheServersPaths()
    {
        byte[] bytes = [0, 1, 2, 3, 0, 0, 9];
        string message = await Refusal.Of(StatusCode.InvalidArgument, "BAD_DATA", () => uploader.Upload("not-cells", bytes, "cells.bin"));
        Assert.Contains("neither text nor HDF5", message, StringComparison.Ordinal);
        Assert.DoesNotContain(service.State.Path, message, StringComparison.Ordinal);
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await Client.GetDatasetAsync(new GetDatasetRequest { Name = "projects/p/datasets/not-cells" }));
        Assert.False(File.Exists(Path.Combine(service.State.Path, "blobs", Uploader.Sha256(bytes)[..2], Uploader.Sha256(bytes))));
    }

    [Theory]
    [InlineData("../cells.csv")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b.csv")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a\0.csv")]
    public async Task Start_PathTricks_AreRefused(string path) =>
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await Client.StartDatasetUploadAsync(Uploader.Request("tricks", (path, [1]))));

    [Fact]
    public async Task Start_SameRequestId_GivesTheSameUpload()
    {
        StartDatasetUploadRequest request = Uploader.Request("same-id", ("cells.csv", Uploader.Table(7)));
        request.RequestId = Guid.NewGuid().ToString();
        DatasetUpload one = await Client.StartDatasetUploadAsync(request), two = await Client.StartDatasetUploadAsync(request);
        Assert.Equal(one.UploadId, two.UploadId);
        request.DisplayName = "another";
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await Client.StartDatasetUploadAsync(request));
        request.RequestId = "7";
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await Client.StartDatasetUploadAsync(request));
    }

    [Fact]
    public async Task Cancel_Upload_RemovesItsBytes()
    {
        byte[] bytes = Uploader.Table(8);
        DatasetUpload upload = await Client.StartDatasetUploadAsync(Uploader.Request("cancelled", ("cells.csv", bytes)));
        await uploader.Send(upload.UploadId, "cells.csv", bytes, 0, 100);
        await Client.CancelDatasetUploadAsync(new CancelDatasetUploadRequest { UploadId = upload.UploadId });
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => Get(upload));
        Assert.False(Directory.Exists(Path.Combine(service.State.Path, "uploads", upload.UploadId)));
    }

    private async Task<DatasetUpload> Get(DatasetUpload upload) => await Client.GetDatasetUploadAsync(new GetDatasetUploadRequest { UploadId = upload.UploadId });

    private async Task<Dataset> Finish(DatasetUpload upload) => await Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId });

    private async Task One(WriteDatasetUploadRequest request)
    {
        using AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse> call = Client.WriteDatasetUpload();
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;
    }
}
