using GpuCqa.Core.Matrices;

namespace GpuCqa.Formats.Hdf5.Matrices;

/// <summary>Collects the rows of a block.</summary>
internal sealed class SparseRowsBuilder
{
    private readonly int columns;
    private readonly long[] offsets;
    private int[] indices;
    private float[] values;
    private int rows;
    private int count;

    internal SparseRowsBuilder(int rows, int columns, int capacity = 0)
    {
        this.columns = columns;
        offsets = new long[rows + 1];
        indices = new int[capacity];
        values = new float[capacity];
    }

    /// <summary>Adds the non-zero entries of a dense row (a NaN is one).</summary>
    internal void AddDense(ReadOnlySpan<float> row)
    {
        Reserve(row.Length);
        for (int c = 0; c < row.Length; c++)
        {
            if (row[c] == 0) continue;
            indices[count] = c;
            values[count++] = row[c];
        }

        EndRow();
    }

    /// <summary>Adds an entry to the row that is being built; columns come in order.</summary>
    internal void Add(int column, float value)
    {
        if (count == indices.Length) Reserve(1);
        indices[count] = column;
        values[count++] = value;
    }

    /// <summary>Ends the row that is being built.</summary>
    internal void EndRow() => offsets[++rows] = count;

    internal CsrMatrix<float> Build() => new(rows, columns, offsets, indices, values);

    private void Reserve(int more)
    {
        if (indices.Length - count >= more) return;
        int size = (int)Math.Min(Array.MaxLength, Math.Max((long)count + more, indices.Length + ((long)indices.Length / 2) + 1024));
        Array.Resize(ref indices, size);
        Array.Resize(ref values, size);
    }
}
