namespace GpuCqa.Analysis.Cells;

/// <summary>Where packed blocks lie that do not fit into memory.</summary>
/// <remarks>Bytes come back as they were or not at all. One caller at a time.</remarks>
public interface IBlockScratch
{
    /// <summary>Keeps bytes; gives back what they are read by.</summary>
    /// <exception cref="Core.Errors.PreconditionException">There is no room for them.</exception>
    long Write(ReadOnlySpan<byte> bytes);

    /// <summary>The bytes, of use until the next are read.</summary>
    /// <exception cref="Core.Errors.BadDataException">They are not what was written.</exception>
    ReadOnlyMemory<byte> Read(long place);

    /// <summary>Begins to read bytes that will be asked for next.</summary>
    void ReadAhead(long place);

    /// <summary>Lets bytes go.</summary>
    void Free(long place);
}
