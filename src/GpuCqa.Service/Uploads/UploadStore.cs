using System.Security.Cryptography;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Uploads;

/// <summary>Bytes of uploads: written where they belong, flushed to the disk, and only then counted.</summary>
public sealed class UploadStore(StateFolder folder, UploadTable table, RunningHashes hashes, DiskRoom disk, OwnAudit audit, TimeProvider clock)
{
    private const string NotTaken = "no bytes are taken";

    /// <summary>Where a file of an upload lies.</summary>
    public string PathOf(string upload, int file) => Path.Combine(folder.Uploads, upload, $"{file}");

    /// <summary>Makes room for an upload.</summary>
    public void Open(string upload) => Directory.CreateDirectory(Path.Combine(folder.Uploads, upload));

    /// <summary>Takes chunks until they end; what was taken is durable when this returns or throws.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="file">Place of the file.</param>
    /// <param name="chunks">Chunks with their offsets, checked already; disposed of here.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <returns>Durable bytes.</returns>
    /// <exception cref="RefusedException">A chunk leaves a gap or passes the end, or the disk is full.</exception>
    public async Task<long> Write(UploadRecord upload, int file, IAsyncEnumerable<UploadChunk> chunks, CancellationToken cancellation)
    {
        long size = upload.Files[file].Size;
        disk.Require(NotTaken);
        Open(upload.Id);
        long looked = 0;
        await using var target = new UploadWriter(PathOf(upload.Id, file), upload.Persisted[file], hashes.Take(upload.Id, file, upload.Persisted[file]), durable => table.Persisted(upload.Id, file, durable, clock.GetUtcNow()));
        try
        {
            await foreach (UploadChunk chunk in chunks.WithCancellation(cancellation))
            {
                using (chunk)
                {
                    if ((looked += chunk.Bytes.Length) >= DiskRoom.LookBytes)
                    {
                        // Its own room was kept for it; something else may have taken that.
                        looked = 0;
                        disk.Require(NotTaken);
                    }

                    long end = chunk.Offset + chunk.Bytes.Length;
                    if (chunk.Offset > target.Written) throw new RefusedException(ErrorReason.OutOfRange, $"write_offset is {chunk.Offset} and {target.Written} bytes are stored; go on from there.");
                    if (end > size) throw new RefusedException(ErrorReason.OutOfRange, $"The chunk at {chunk.Offset} of {chunk.Bytes.Length} bytes passes the announced size of {size}.");
                    if (end > target.Written) await target.Write(chunk.Bytes[(int)(target.Written - chunk.Offset)..]);
                }
            }
        }
        finally
        {
            await target.Flush();
            if (target.TakeHash() is { } hash) hashes.Hold(upload.Id, file, hash, target.Written);
        }

        return target.Written;
    }

    /// <summary>SHA-256 of a whole file of an upload, lower-case hex; from the disk unless it was made while writing.</summary>
    public async Task<string> Hash(UploadRecord upload, int file, CancellationToken cancellation)
    {
        using IncrementalHash? made = hashes.Take(upload.Id, file, upload.Files[file].Size);
        return made is null ? await BlobStore.Hash(PathOf(upload.Id, file), cancellation) : Convert.ToHexStringLower(made.GetHashAndReset());
    }

    /// <summary>Removes an upload with its bytes.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="removed">Called once the tables do not have it any more, unless they did not have it before.</param>
    public void Remove(string upload, Action? removed = null)
    {
        if (table.Remove(upload)) removed?.Invoke();
        Discard(upload);
    }

    /// <summary>Removes an upload whose time is over.</summary>
    public void Drop(UploadRecord upload)
    {
        audit.Dropping(upload);
        Remove(upload.Id);
    }

    /// <summary>Removes the bytes of an upload that the tables no longer have.</summary>
    public void Discard(string upload)
    {
        hashes.Forget(upload);
        string place = Path.Combine(folder.Uploads, upload);
        if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
    }

    /// <summary>Removes uploads whose time is over, and bytes that belong to none.</summary>
    public void Sweep()
    {
        foreach (UploadRecord stale in table.Stale(clock.GetUtcNow() - UploadRecord.Lifetime).Select(table.Find).OfType<UploadRecord>()) Drop(stale);
        foreach (string place in Directory.EnumerateDirectories(folder.Uploads))
        {
            if (table.Find(Path.GetFileName(place)) is null) Discard(Path.GetFileName(place));
        }
    }
}
