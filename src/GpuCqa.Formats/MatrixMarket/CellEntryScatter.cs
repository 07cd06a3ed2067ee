namespace GpuCqa.Formats.MatrixMarket;

/// <summary>Second half of a counting sort: puts entries that come in any order at the place of their cell.</summary>
internal sealed class CellEntryScatter
{
    private readonly long[] next;

    /// <summary>Starts from cells + 1 offsets, which say how many entries each cell will get.</summary>
    public CellEntryScatter(long[] offsets)
    {
        next = offsets[..^1];
        Result = new CellEntries(offsets, new int[offsets[^1]], new float[offsets[^1]]);
    }

    /// <summary>The entries put so far; whole when all were added.</summary>
    public CellEntries Result { get; }

    /// <summary>Puts a run of entries; within a cell they keep their order.</summary>
    public void Add(int[] cells, int[] columns, float[] values, int count)
    {
        for (int i = 0; i < count; i++)
        {
            long at = next[cells[i]]++;
            Result.Columns[at] = columns[i];
            Result.Values[at] = values[i];
        }
    }
}
