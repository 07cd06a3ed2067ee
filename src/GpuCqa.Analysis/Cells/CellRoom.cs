namespace GpuCqa.Analysis.Cells;

/// <summary>Room for the packed cells of a job, however many shelves they lie on: memory up to a limit, and scratch space beyond.</summary>
/// <param name="memoryBytes">Bytes of packed blocks that are kept in memory.</param>
/// <param name="scratch">Takes what is beyond; null keeps all in memory.</param>
/// <remarks>Results do not depend on it.</remarks>
public sealed class CellRoom(long memoryBytes, IBlockScratch? scratch)
{
    /// <summary>Takes what is beyond the memory, or null.</summary>
    internal IBlockScratch? Scratch => scratch;

    /// <summary>Bytes of packed blocks in memory.</summary>
    public long HeldBytes { get; private set; }

    /// <summary>Bytes of packed blocks in scratch space.</summary>
    public long SpilledBytes { get; private set; }

    /// <summary>Most bytes that were in memory at a time.</summary>
    public long PeakHeldBytes { get; private set; }

    /// <summary>Most bytes that were in scratch space at a time.</summary>
    public long PeakSpilledBytes { get; private set; }

    /// <summary>Room in memory alone.</summary>
    public static CellRoom InMemory() => new(long.MaxValue, null);

    /// <summary>Takes room in memory if there is enough.</summary>
    internal bool Hold(long bytes)
    {
        if (scratch is not null && HeldBytes + bytes > memoryBytes) return false;
        HeldBytes += bytes;
        PeakHeldBytes = Math.Max(PeakHeldBytes, HeldBytes);
        return true;
    }

    /// <summary>Counts bytes that lie in scratch space.</summary>
    internal void Spill(long bytes)
    {
        SpilledBytes += bytes;
        PeakSpilledBytes = Math.Max(PeakSpilledBytes, SpilledBytes);
    }

    /// <summary>Gives room back.</summary>
    internal void Release(long held, long spilled)
    {
        HeldBytes -= held;
        SpilledBytes -= spilled;
    }
}
