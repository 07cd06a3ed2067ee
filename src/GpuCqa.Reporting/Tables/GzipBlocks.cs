using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace GpuCqa.Reporting.Tables;

/// <summary>Packs what is written into one gzip member, in runs that are deflated side by side.</summary>
/// <remarks>
/// A run ends at a byte boundary without ending the data, so the runs behind one another are one stream that every reader takes (several members would not be: a browser
/// stops after the first). The bytes are a function of what is written: no name, no time, and runs of a fixed length whatever the threads.
/// </remarks>
internal sealed class GzipBlocks(Stream target) : Stream
{
    private const int RunBytes = 1 << 19, Runs = 8;

    private static readonly byte[] Header = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
    private static readonly byte[] EmptyLastBlock = [3, 0];
    private static readonly ZLibCompressionOptions Level = new() { CompressionLevel = 5 };

    private readonly byte[] pending = new byte[RunBytes * Runs];
    private readonly MemoryStream[] packed = [.. Enumerable.Range(0, Runs).Select(_ => new MemoryStream())];
    private readonly int[] ends = new int[Runs];
    private readonly Crc32 checksum = new();
    private int filled;
    private uint length;
    private bool begun, ended;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        checksum.Append(buffer);
        length += (uint)buffer.Length;
        while (buffer.Length > 0)
        {
            int taken = Math.Min(buffer.Length, pending.Length - filled);
            buffer[..taken].CopyTo(pending.AsSpan(filled));
            filled += taken;
            buffer = buffer[taken..];
            if (filled == pending.Length) Store();
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Does nothing: where runs end must not depend on it.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Ends the member; the target stays open.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !ended)
        {
            ended = true;
            Store();
            target.Write(EmptyLastBlock);
            Span<byte> trailer = stackalloc byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(trailer, checksum.GetCurrentHashAsUInt32());
            BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], length);
            target.Write(trailer);
            foreach (MemoryStream run in packed) run.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Store()
    {
        if (!begun) target.Write(Header);
        begun = true;
        int runs = (filled + RunBytes - 1) / RunBytes;
        Parallel.For(0, runs, i =>
        {
            packed[i].SetLength(0);
            using var deflate = new DeflateStream(packed[i], Level, leaveOpen: true);
            deflate.Write(pending, i * RunBytes, Math.Min(RunBytes, filled - (i * RunBytes)));
            deflate.Flush();
            // What is written from here on would end the data.
            ends[i] = (int)packed[i].Length;
        });
        for (int i = 0; i < runs; i++) target.Write(packed[i].GetBuffer().AsSpan(0, ends[i]));
        filled = 0;
    }
}
