using System.Buffers;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Core.Checksums;
using GpuCqa.Core.Errors;
using Grpc.Core;

namespace GpuCqa.Client.Uploads;

/// <summary>Sends one file of an upload in chunks with CRC-32C, and goes on after a break from where the service stands.</summary>
internal sealed class FileSender(Caller caller, string uploadId, LocalFile file)
{
    private readonly DatasetService.DatasetServiceClient stub = new(caller.Invoker);

    /// <summary>Sends all files of an upload, one after another.</summary>
    public static async Task SendAllAsync(Caller caller, DatasetUpload upload, IReadOnlyList<LocalFile> files, Action<long> told, CancellationToken cancellation)
    {
        long before = 0;
        foreach (UploadedFile file in upload.Files)
        {
            LocalFile source = files.First(f => f.Name == file.Path);
            long start = before;
            await new FileSender(caller, upload.UploadId, source).SendAsync(file.PersistedSizeBytes, n => told(start + n), cancellation).ConfigureAwait(false);
            before += source.Size;
        }
    }

    /// <summary>Sends until the service has all bytes on its disk.</summary>
    public async Task SendAsync(long persisted, Action<long> told, CancellationToken cancellation)
    {
        var backoff = new Backoff(caller.Options.Retry);
        while (persisted < file.Size)
        {
            Failure? failure;
            long stored;
            try
            {
                (failure, stored) = (null, await CallAsync(persisted, told, cancellation).ConfigureAwait(false));
            }
            catch (RpcException error)
            {
                cancellation.ThrowIfCancellationRequested();
                failure = Repeatable(Failure.Of(error));
                await backoff.WaitAsync(failure, cancellation).ConfigureAwait(false);
                stored = await PersistedAsync(cancellation).ConfigureAwait(false);
            }

            if (stored > persisted) backoff.Reset();
            else if (failure is null) throw new RefusedException(ErrorReason.DataLoss, $"'{file.Name}': the service took the bytes from {persisted} on and stored none of them.");
            told(persisted = stored);
        }
    }

    // Another writer that gave way to us (or we to it), an offset that moved, a chunk that arrived damaged: the service's offset puts all of them right.
    private static Failure Repeatable(Failure failure) =>
        failure.Reason is ErrorReason.Aborted or ErrorReason.OutOfRange or ErrorReason.DataLoss ? failure with { Transient = true } : failure;

    private async Task<long> CallAsync(long offset, Action<long> told, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(caller.Options.ChunkBytes);
        try
        {
            await using FileStream source = LocalFile.Open(file.Place);
            source.Position = offset;
            using AsyncClientStreamingCall<WriteDatasetUploadRequest, WriteDatasetUploadResponse> call = stub.WriteDatasetUpload(cancellationToken: cancellation);
            for (long at = offset; at < file.Size;)
            {
                int wanted = (int)Math.Min(caller.Options.ChunkBytes, file.Size - at);
                int got = await source.ReadAtLeastAsync(buffer.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
                if (got < wanted) throw new BadDataException(file.Place, null, "was changed while it was uploaded; upload it again");
                ReadOnlyMemory<byte> chunk = buffer.AsMemory(0, got);
                var request = new WriteDatasetUploadRequest { WriteOffset = at, Data = new ChecksummedData { Content = UnsafeByteOperations.UnsafeWrap(chunk), Crc32C = Crc32C.Of(chunk.Span) } };
                if (at == offset) (request.UploadId, request.Path) = (uploadId, file.Name);
                if (!await Taken(() => call.RequestStream.WriteAsync(request, cancellation)).ConfigureAwait(false)) break;
                told(at += got);
            }

            await Taken(call.RequestStream.CompleteAsync).ConfigureAwait(false);
            return (await call.ResponseAsync.ConfigureAwait(false)).File.PersistedSizeBytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadDataException(file.Place, null, $"cannot be read: {error.Message}", error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // False when the service ended the call meanwhile: its answer says why.
    private static async Task<bool> Taken(Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or HttpRequestException)
        {
            return false;
        }
    }

    private async Task<long> PersistedAsync(CancellationToken cancellation)
    {
        DatasetUpload upload = await caller.OnceAsync(o => stub.GetDatasetUploadAsync(new GetDatasetUploadRequest { UploadId = uploadId }, o), cancellation).ConfigureAwait(false);
        return upload.Files.First(f => f.Path == file.Name).PersistedSizeBytes;
    }
}
