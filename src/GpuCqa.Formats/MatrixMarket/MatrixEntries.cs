namespace GpuCqa.Formats.MatrixMarket;

/// <summary>A run of consecutive entries of a Matrix Market file, row and column from 0.</summary>
internal sealed class MatrixEntries(int capacity)
{
    public int[] Rows { get; } = new int[capacity];

    public int[] Columns { get; } = new int[capacity];

    public float[] Values { get; } = new float[capacity];

    /// <summary>Entries in use, from the front.</summary>
    public int Count { get; set; }
}
