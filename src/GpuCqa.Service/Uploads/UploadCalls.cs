using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using GpuCqa.Api.V1;
using GpuCqa.Core.Checksums;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Naming;
using Grpc.Core;

namespace GpuCqa.Service.Uploads;

/// <summary>Calls of resumable uploads.</summary>
public sealed class UploadCalls(ServiceOptions options, UploadTable table, UploadStore store, UploadSlots slots, UploadFinish finish, DatasetTable datasets, TimeProvider clock)
{
    /// <summary>Largest chunk, in bytes.</summary>
    public const int ChunkBytes = 2 << 20;

    /// <summary>What is said of an upload that is not there.</summary>
    public const string NoSuchUpload = "There is no such upload; it may be finished, cancelled, or its time over.";

    /// <summary>Opens an upload, or gives the one that the same request opened.</summary>
    public DatasetUpload Start(StartDatasetUploadRequest request, AuditNotes notes)
    {
        string project = ResourceId.Parse("parent", request.Parent, "projects/{project}")[0], dataset = ResourceId.Checked("dataset_id", request.DatasetId);
        IReadOnlyList<StoredFile> files = StoredFile.Checked(request.Files, options.MaxFileBytes);
        string hash = RequestId.Hash(request.RequestId, request);
        if (datasets.Find(project, dataset) is { } existing) throw new RefusedException(ErrorReason.AlreadyExists, $"{existing.Name} exists already.");
        return Open(UploadRecord.New(project, UploadRecord.Datasets, dataset, request.DisplayName, clock.GetUtcNow(), files), request.RequestId, hash, notes);
    }

    /// <summary>Opens an upload under a request id, if it has one, or gives the one that the same request opened.</summary>
    public DatasetUpload Open(UploadRecord upload, string requestId, string requestSha256, AuditNotes notes)
    {
        if (table.Add(upload, requestId, requestSha256) is { } earlier)
        {
            RequestId.SameOrRefuse(requestId, requestSha256, earlier.Sha256);
            return Get(earlier.Resource);
        }

        notes.New(upload.Announced());
        store.Open(upload.Id);
        return Message(upload);
    }

    /// <summary>How far an upload is.</summary>
    public DatasetUpload Get(string id) => Message(Find(id));

    /// <summary>Takes chunks of one file.</summary>
    public async Task<WriteDatasetUploadResponse> Write(IAsyncStreamReader<WriteDatasetUploadRequest> requests, CancellationToken cancellation)
    {
        if (!await requests.MoveNext(cancellation)) throw new InvalidParameterException("The stream holds no message.");
        WriteDatasetUploadRequest first = requests.Current;
        UploadRecord upload = Find(first.UploadId);
        int file = upload.IndexOf(first.Path);
        if (file < 0) throw new NotFoundException($"The upload has no file '{(first.Path.Length <= 100 ? first.Path : first.Path[..100])}'.");
        using UploadSlots.Slot slot = await slots.Take(upload.Id, file, cancellation);
        try
        {
            // Read again: the writer before may have stored more.
            upload = Find(upload.Id);
            long stored = await store.Write(upload, file, Chunks(first, requests, slot.Token), slot.Token);
            return new WriteDatasetUploadResponse { File = Message(upload.Files[file], stored) };
        }
        catch (Exception error) when (slot.Superseded && error is OperationCanceledException or RpcException)
        {
            throw new RefusedException(ErrorReason.Aborted, "Another call writes this file now.");
        }
    }

    /// <summary>Makes the dataset; a second call gives the same one.</summary>
    public async Task<DatasetRecord> Finish(string id, DatasetContent content, AuditNotes notes, CancellationToken cancellation)
    {
        if (id.Length > 0 && datasets.OfUpload(id) is { } made) return made;
        return await Whole(id, UploadRecord.Datasets, () => datasets.OfUpload(id), upload => finish.Run(upload, content, notes, cancellation), cancellation);
    }

    /// <summary>Makes of a whole upload what it was announced as, while nobody writes to it.</summary>
    /// <param name="id">The upload.</param>
    /// <param name="collection">What it must have been announced as.</param>
    /// <param name="made">What another call made of it meanwhile, or null.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="cancellation">Stops waiting for those who write.</param>
    /// <exception cref="PreconditionException">Bytes are missing, or it was announced as something else.</exception>
    public async Task<T> Whole<T>(string id, string collection, Func<T?> made, Func<UploadRecord, Task<T>> make, CancellationToken cancellation) where T : class
    {
        UploadRecord upload = Find(id);
        if (upload.Collection != collection) throw new PreconditionException($"This upload will be {upload.Name}: {(upload.Collection == UploadRecord.References ? "FinishReferenceUpload" : "FinishDatasetUpload")} ends it.");
        var held = new List<UploadSlots.Slot>();
        try
        {
            for (int i = 0; i < upload.Files.Count; i++) held.Add(await slots.Take(id, i, cancellation));
            if (made() is { } meanwhile) return meanwhile;
            upload = Find(id);
            for (int i = 0; i < upload.Files.Count; i++)
            {
                StoredFile file = upload.Files[i];
                if (upload.Persisted[i] != file.Size) throw new PreconditionException($"'{file.Path}' has {upload.Persisted[i]} of {file.Size} bytes; send the rest first.");
            }

            return await make(upload);
        }
        finally
        {
            foreach (UploadSlots.Slot slot in held) slot.Dispose();
        }
    }

    /// <summary>Drops an upload.</summary>
    public async Task Cancel(string id, AuditNotes notes, CancellationToken cancellation)
    {
        UploadRecord upload = Find(id);
        await Alone(upload, () => store.Remove(id, () => notes.Old(upload.Announced())), cancellation);
    }

    /// <summary>Drops uploads whose time is over; how many.</summary>
    public async Task<int> DropStale(CancellationToken cancellation)
    {
        int dropped = 0;
        foreach (UploadRecord upload in Stale().Select(table.Find).OfType<UploadRecord>())
        {
            await Alone(
                upload,
                () =>
                {
                    // A writer may have come meanwhile.
                    if (!Stale().Contains(upload.Id)) return;
                    store.Drop(upload);
                    dropped++;
                },
                cancellation);
        }

        return dropped;
    }

    private IReadOnlyList<string> Stale() => table.Stale(clock.GetUtcNow() - UploadRecord.Lifetime);

    private async Task Alone(UploadRecord upload, Action work, CancellationToken cancellation)
    {
        var held = new List<UploadSlots.Slot>();
        try
        {
            for (int i = 0; i < upload.Files.Count; i++) held.Add(await slots.Take(upload.Id, i, cancellation));
            work();
        }
        finally
        {
            foreach (UploadSlots.Slot slot in held) slot.Dispose();
        }
    }

    private static async IAsyncEnumerable<UploadChunk> Chunks(
        WriteDatasetUploadRequest first, IAsyncStreamReader<WriteDatasetUploadRequest> requests, [EnumeratorCancellation] CancellationToken cancellation)
    {
        WriteDatasetUploadRequest request = first;
        do
        {
            if (!ReferenceEquals(request, first))
            {
                if (request.UploadId.Length > 0 && request.UploadId != first.UploadId) throw new InvalidParameterException("One call writes one upload; upload_id changed.");
                if (request.Path.Length > 0 && request.Path != first.Path) throw new InvalidParameterException("One call writes one file; path changed.");
            }

            ReadOnlyMemory<byte> bytes = (request.Data ?? throw new InvalidParameterException($"The message at write_offset {request.WriteOffset} has no data.")).Content.Memory;
            if (request.WriteOffset < 0) throw new InvalidParameterException($"write_offset is {request.WriteOffset}.");
            if (bytes.Length > ChunkBytes) throw new InvalidParameterException($"The chunk at {request.WriteOffset} has {bytes.Length} bytes; expected at most {ChunkBytes}.");
            if (Crc32C.Of(bytes.Span) != request.Data.Crc32C) throw new RefusedException(ErrorReason.DataLoss, $"The chunk at {request.WriteOffset} arrived damaged (CRC-32C); send it again.");
            yield return new UploadChunk(request);
            if (!await requests.MoveNext(cancellation)) yield break;
            request = requests.Current;
        }
        while (true);
    }

    private static DatasetUpload Message(UploadRecord upload) => new()
    {
        UploadId = upload.Id,
        Dataset = upload.Name,
        Files = { upload.Files.Select((f, i) => Message(f, upload.Persisted[i])) },
        ExpireTime = Timestamp.FromDateTimeOffset(upload.Touched + UploadRecord.Lifetime),
    };

    private static UploadedFile Message(StoredFile file, long persisted) => new() { Path = file.Path, SizeBytes = file.Size, PersistedSizeBytes = persisted };

    private UploadRecord Find(string id) => (id.Length == 32 ? table.Find(id) : null) ?? throw new NotFoundException(NoSuchUpload);
}
