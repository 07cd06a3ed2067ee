namespace GpuCqa.Core.Matrices;

/// <summary>Collects rows and gives them back as a <see cref="CsrMatrix{T}"/>.</summary>
/// <typeparam name="T">Element type.</typeparam>
public sealed class CsrRowBuffer<T> where T : unmanaged
{
    private readonly int columns;
    private readonly List<long> offsets = [0];
    private int[] indices = [];
    private T[] values = [];
    private int used;

    /// <summary>An empty buffer for rows of <paramref name="columns"/> columns.</summary>
    public CsrRowBuffer(int columns) => this.columns = columns;

    /// <summary>Rows collected.</summary>
    public int Rows => offsets.Count - 1;

    /// <summary>Entries collected.</summary>
    public int Entries => used;

    /// <summary>Appends a row, moving each column to <paramref name="map"/>[column] and dropping those mapped to -1.</summary>
    /// <param name="rowIndices">Columns of the entries, ascending.</param>
    /// <param name="rowValues">Values of the entries.</param>
    /// <param name="map">New column of each old one, or -1; null keeps the columns. Distinct old columns go to distinct new ones.</param>
    public void Append(ReadOnlySpan<int> rowIndices, ReadOnlySpan<T> rowValues, int[]? map = null)
    {
        Reserve(used + rowIndices.Length);
        int start = used;
        if (map is null)
        {
            rowIndices.CopyTo(indices.AsSpan(used));
            rowValues.CopyTo(values.AsSpan(used));
            used += rowIndices.Length;
        }
        else
        {
            bool ascending = true;
            int previous = -1;
            for (int i = 0; i < rowIndices.Length; i++)
            {
                int column = map[rowIndices[i]];
                if (column < 0) continue;
                ascending &= column > previous;
                previous = column;
                indices[used] = column;
                values[used++] = rowValues[i];
            }

            if (!ascending) Array.Sort(indices, values, start, used - start);
        }

        offsets.Add(used);
    }

    /// <summary>The rows collected so far in arrays of their exact size; the buffer is empty afterwards and keeps its room for more.</summary>
    public CsrMatrix<T> Take() => Emptied(new CsrMatrix<T>(Rows, columns, [.. offsets], indices[..used], values[..used]));

    /// <summary>The rows collected so far in the buffer's own arrays, of use until a row is appended; the buffer is empty afterwards.</summary>
    public CsrMatrix<T> Lend() => Emptied(new CsrMatrix<T>(Rows, columns, [.. offsets], indices, values));

    private CsrMatrix<T> Emptied(CsrMatrix<T> matrix)
    {
        offsets.Clear();
        offsets.Add(0);
        used = 0;
        return matrix;
    }

    /// <summary>Empties the buffer and lets its room go.</summary>
    public void Release()
    {
        offsets.Clear();
        offsets.Add(0);
        (indices, values, used) = ([], [], 0);
    }

    private void Reserve(int needed)
    {
        if (needed <= indices.Length) return;
        int size = (int)Math.Min(Array.MaxLength, Math.Max(needed, indices.Length * 2L));
        Array.Resize(ref indices, size);
        Array.Resize(ref values, size);
    }
}
