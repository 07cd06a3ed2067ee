using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace GpuCqa.Service.Uploads;

/// <summary>Appends to one file of an upload; what was written goes to the disk in the background, so that the next bytes need not wait for it.</summary>
internal sealed class UploadWriter : IAsyncDisposable
{
    // A flush begins after so many bytes, or so much time; up to twice as many are on their way to the disk, which is what a crash can cost.
    private const long FlushBytes = 64 << 20;
    private static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(1);

    // Linux gives a whole mebibyte at once one large piece of memory, which took six times the processor's time on a virtual machine; these are also still in the cache when they are hashed.
    private const int PieceBytes = 64 << 10;

    private readonly SafeFileHandle file;
    private readonly Action<long> durable;
    private IncrementalHash? hash;
    private Task flushing = Task.CompletedTask;
    private long flushed, begun = Stopwatch.GetTimestamp();

    /// <summary>Opens the file behind its durable bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="from">Its durable bytes.</param>
    /// <param name="hash">SHA-256 of these, or null if it is not known.</param>
    /// <param name="durable">Told how many bytes are on the disk, after each flush.</param>
    public UploadWriter(string path, long from, IncrementalHash? hash, Action<long> durable)
    {
        this.hash = hash;
        this.durable = durable;
        Written = flushed = from;
        file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        // Bytes past the durable ones may be what a power cut left of a write.
        RandomAccess.SetLength(file, from);
    }

    /// <summary>Bytes of the file, on the disk or on their way.</summary>
    public long Written { get; private set; }

    /// <summary>Appends bytes.</summary>
    public async ValueTask Write(ReadOnlyMemory<byte> bytes)
    {
        for (int at = 0; at < bytes.Length; at += PieceBytes)
        {
            ReadOnlySpan<byte> piece = bytes.Span.Slice(at, Math.Min(PieceBytes, bytes.Length - at));
            RandomAccess.Write(file, piece, Written);
            hash?.AppendData(piece);
            Written += piece.Length;
        }

        if (Written - flushed < FlushBytes && Stopwatch.GetElapsedTime(begun) < FlushTime) return;
        await flushing;
        Begin();
    }

    /// <summary>Waits until every written byte is on the disk.</summary>
    public async Task Flush()
    {
        await flushing;
        if (flushed == Written) return;
        Begin();
        await flushing;
    }

    /// <summary>SHA-256 of what is written, from now on the caller's; null if it is not known.</summary>
    public IncrementalHash? TakeHash()
    {
        IncrementalHash? taken = hash;
        hash = null;
        return taken;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A flush that failed was thrown already, to whoever waited for it.
        await flushing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        hash?.Dispose();
        file.Dispose();
    }

    private void Begin()
    {
        long upTo = flushed = Written;
        begun = Stopwatch.GetTimestamp();
        flushing = Task.Run(() =>
        {
            RandomAccess.FlushToDisk(file);
            durable(upTo);
        });
    }
}
