namespace GpuCqa.Analysis.Cells;

/// <summary>Where packed blocks lie that do not fit into memory.</summary>
/// <remarks>Bytes come back as they were or not at all. Several threads may read at a time, while none writes or frees.</remarks>
public interface IBlockScratch
{
    /// <summary>Keeps bytes; gives back what they are read by.</summary>
    /// <exception cref="Core.Errors.DiskSpaceException">There is no room for them.</exception>
    long Write(ReadOnlySpan<byte> bytes);

    /// <summary>Bytes in the order that is asked for, each of use until the next are asked for; those are read meanwhile.</summary>
    /// <exception cref="Core.Errors.BadDataException">They are not what was written.</exception>
    IEnumerable<ReadOnlyMemory<byte>> Read(IReadOnlyList<long> wanted);

    /// <summary>Lets bytes go.</summary>
    void Free(long place);
}
