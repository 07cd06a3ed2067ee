namespace GpuCqa.Analysis.Images;

/// <summary>Rows of a stream, evenly spaced: all of them up to a number, then every second, fourth, ...</summary>
/// <remarks>Deterministic in the order of the stream; holds between half of the number and all of it.</remarks>
internal sealed class CellSample(int most)
{
    private readonly List<float[]> rows = [];
    private long stride = 1;

    /// <summary>Rows seen.</summary>
    public long Seen { get; private set; }

    /// <summary>The rows that are held.</summary>
    public IReadOnlyList<float[]> Rows => rows;

    /// <summary>Takes a row up, or passes it over.</summary>
    public void Add(float[] row)
    {
        if (Seen++ % stride != 0) return;
        rows.Add(row);
        if (rows.Count < most) return;
        for (int r = 0; 2 * r < rows.Count; r++) rows[r] = rows[2 * r];
        rows.RemoveRange((rows.Count + 1) / 2, rows.Count / 2);
        stride *= 2;
    }
}
