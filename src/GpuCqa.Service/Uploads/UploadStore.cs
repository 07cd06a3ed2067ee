using GpuCqa.Core.Errors;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Uploads;

/// <summary>Bytes of uploads: written where they belong, flushed to the disk, and only then counted.</summary>
public sealed class UploadStore(StateFolder folder, UploadTable table, TimeProvider clock)
{
    /// <summary>Written bytes after which a file is flushed within a call.</summary>
    public const long FlushBytes = 16 << 20;

    /// <summary>Where a file of an upload lies.</summary>
    public string PathOf(string upload, int file) => Path.Combine(folder.Uploads, upload, $"{file}");

    /// <summary>Makes room for an upload.</summary>
    public void Open(string upload) => Directory.CreateDirectory(Path.Combine(folder.Uploads, upload));

    /// <summary>Takes chunks until they end; what was taken is durable when this returns or throws.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="file">Place of the file.</param>
    /// <param name="chunks">Chunks with their offsets, checked already.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <returns>Durable bytes.</returns>
    /// <exception cref="RefusedException">A chunk leaves a gap or passes the end.</exception>
    public async Task<long> Write(UploadRecord upload, int file, IAsyncEnumerable<(long Offset, ReadOnlyMemory<byte> Bytes)> chunks, CancellationToken cancellation)
    {
        long size = upload.Files[file].Size, written = upload.Persisted[file], flushed = written;
        Open(upload.Id);
        await using var target = new FileStream(PathOf(upload.Id, file), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        // Bytes past the durable ones may be what a power cut left of a write.
        target.SetLength(written);
        target.Position = written;
        void Flush()
        {
            if (written == flushed) return;
            target.Flush(flushToDisk: true);
            table.Persisted(upload.Id, file, written, clock.GetUtcNow());
            flushed = written;
        }

        try
        {
            await foreach ((long offset, ReadOnlyMemory<byte> bytes) in chunks.WithCancellation(cancellation))
            {
                if (offset > written) throw new RefusedException(ErrorReason.OutOfRange, $"write_offset is {offset} and {written} bytes are stored; go on from there.");
                if (offset + bytes.Length > size) throw new RefusedException(ErrorReason.OutOfRange, $"The chunk at {offset} of {bytes.Length} bytes passes the announced size of {size}.");
                if (offset + bytes.Length <= written) continue;
                ReadOnlyMemory<byte> rest = bytes[(int)(written - offset)..];
                await target.WriteAsync(rest, CancellationToken.None);
                written += rest.Length;
                if (written - flushed >= FlushBytes) Flush();
            }
        }
        finally
        {
            Flush();
        }

        return flushed;
    }

    /// <summary>Removes an upload with its bytes.</summary>
    public void Remove(string upload)
    {
        table.Remove(upload);
        Discard(upload);
    }

    /// <summary>Removes the bytes of an upload that the tables no longer have.</summary>
    public void Discard(string upload)
    {
        string place = Path.Combine(folder.Uploads, upload);
        if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
    }

    /// <summary>Removes uploads whose time is over, and bytes that belong to none.</summary>
    public void Sweep()
    {
        foreach (string stale in table.Stale(clock.GetUtcNow() - UploadRecord.Lifetime)) Remove(stale);
        foreach (string place in Directory.EnumerateDirectories(folder.Uploads))
        {
            if (table.Find(Path.GetFileName(place)) is null) Discard(Path.GetFileName(place));
        }
    }
}
