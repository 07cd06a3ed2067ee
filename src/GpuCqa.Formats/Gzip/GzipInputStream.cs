using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Gzip;

/// <summary>Decompresses a gzip file of one or more members (RFC 1952) and checks what .NET's own stream lets pass.</summary>
/// <remarks>
/// <see cref="GZipStream"/> ends silently where a file is cut off, and ignores bytes after the last member. Here each member is inflated as raw
/// deflate data, its checksum and length are computed, and the trailer that holds both must stand where the member ends. The inflater does not
/// say how much of its last chunk it used, so the trailer is searched in that chunk: eight bytes known in advance, in at most 16 KiB.
/// </remarks>
internal sealed class GzipInputStream(FileStream file, string path) : InputStream
{
    private const int TrailerSize = 8;

    private readonly GzipChunks chunks = new(file);
    private readonly Crc32 checksum = new();
    private DeflateStream? member;
    private long memberBytes;
    private long total;
    private bool ended;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        try
        {
            while (!ended)
            {
                member ??= StartMember();
                int n = member.Read(buffer);
                if (n > 0)
                {
                    checksum.Append(buffer[..n]);
                    memberBytes += n;
                    total += n;
                    return n;
                }

                EndMember();
            }

            return 0;
        }
        catch (InvalidDataException error)
        {
            throw Damaged("the gzip data is damaged", error);
        }
        catch (IOException error)
        {
            throw Damaged($"cannot be read: {error.Message}", error);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            member?.Dispose();
            chunks.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private DeflateStream StartMember()
    {
        if (!GzipHeader.TrySkip(chunks)) throw Damaged("the gzip header is cut off or malformed");
        checksum.Reset();
        memberBytes = 0;
        return new DeflateStream(chunks, CompressionMode.Decompress, leaveOpen: true);
    }

    private void EndMember()
    {
        member!.Dispose();
        member = null;
        if (chunks.Exhausted) throw Damaged("the gzip file is cut off");
        long from = chunks.LastStart;
        int window = chunks.LastLength;
        byte[] tail = ReadTail(from, window);
        Span<byte> trailer = stackalloc byte[TrailerSize];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)memberBytes);

        // A trailer of zeros (an empty member) can seem to begin a byte early: prefer the place after which a new member or nothing follows.
        long first = -1;
        for (int at = 0; at <= window && at + TrailerSize <= tail.Length; at++)
        {
            if (!tail.AsSpan(at, TrailerSize).SequenceEqual(trailer)) continue;
            long end = from + at + TrailerSize;
            if (first < 0) first = end;
            bool last = end == chunks.FileLength;
            if (!last && !tail.AsSpan(at + TrailerSize).StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8])) continue;
            ended = last;
            chunks.MoveTo(end);
            return;
        }

        throw first < 0
            ? Damaged("the gzip checksum is missing or does not match: the file is cut off or damaged")
            : new BadDataException(path, $"byte {first}", $"{chunks.FileLength - first} bytes follow the end of the gzip data, expected none");
    }

    private byte[] ReadTail(long from, int window)
    {
        byte[] tail = new byte[(int)Math.Min(window + TrailerSize + 3, chunks.FileLength - from)];
        chunks.MoveTo(from);
        int got = 0, n;
        while (got < tail.Length && (n = chunks.Read(tail.AsSpan(got))) > 0) got += n;
        return tail[..got];
    }

    private BadDataException Damaged(string finding, Exception? inner = null) =>
        new(path, $"near byte {chunks.LastStart + chunks.LastLength} of {chunks.FileLength}", $"{finding} (after {total} decompressed bytes)", inner);
}
