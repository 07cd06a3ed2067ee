using System.Buffers.Binary;

namespace GpuCqa.Formats.Gzip;

/// <summary>A gzip file of one member, joined from packed runs: no name, no time, so its bytes depend on nothing but the runs.</summary>
/// <remarks>Memory: what the operating system buffers. One thread at a time.</remarks>
public sealed class PackedTextFile : IDisposable
{
    private static readonly byte[] Header = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
    private static readonly byte[] EmptyLastBlock = [3, 0];
    private readonly FileStream file;
    private PackedSums sums;

    /// <summary>Creates the file, over an existing one.</summary>
    public PackedTextFile(string path)
    {
        file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Write(Header);
    }

    /// <summary>Adds a run behind those that are there.</summary>
    public void Append(PackedText run)
    {
        sums.Add(run);
        file.Write(run.Bytes);
    }

    /// <summary>Ends the file: checksum and length.</summary>
    public void Finish()
    {
        if (!sums.Ended) file.Write(EmptyLastBlock);
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, sums.Checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)sums.Length);
        file.Write(trailer);
        file.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>Adds runs that were kept aside.</summary>
    internal void Append(Stream runs, PackedSums following)
    {
        runs.CopyTo(file, 1 << 20);
        sums.Add(following);
    }
}
