namespace GpuCqa.Core.Matrices;

/// <summary>A sparse matrix in compressed sparse row layout: row offsets int64, column indices int32.</summary>
/// <typeparam name="T">Element type: <see cref="float"/> for raw counts or features, <see cref="double"/> for normalized values and graphs.</typeparam>
/// <remarks>
/// Invariants: <c>RowOffsets.Length == Rows + 1</c>, <c>RowOffsets[0] == 0</c>, offsets do not decrease, and within a row the
/// column indices strictly increase. Readers establish them; <see cref="Validate"/> checks them.
/// </remarks>
public sealed class CsrMatrix<T> where T : unmanaged
{
    /// <summary>Wraps the three arrays; they are not copied and must not be changed afterwards.</summary>
    /// <param name="rows">Number of rows (cells, or genes where a matrix is stored by gene).</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="rowOffsets">rows + 1 offsets into the entries.</param>
    /// <param name="columnIndices">Column of each entry; may be longer than the number of entries.</param>
    /// <param name="values">Value of each entry; may be longer than the number of entries.</param>
    public CsrMatrix(int rows, int columns, long[] rowOffsets, int[] columnIndices, T[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (rowOffsets.Length != rows + 1)
            throw new ArgumentException($"A matrix of {rows} rows needs {rows + 1} row offsets, got {rowOffsets.Length}.", nameof(rowOffsets));
        if (columnIndices.LongLength < rowOffsets[rows] || values.LongLength < rowOffsets[rows])
            throw new ArgumentException($"The row offsets promise {rowOffsets[rows]} entries, got {columnIndices.LongLength} indices and {values.LongLength} values.", nameof(columnIndices));
        Rows = rows;
        Columns = columns;
        RowOffsets = rowOffsets;
        ColumnIndices = columnIndices;
        Values = values;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Rows + 1 offsets into <see cref="ColumnIndices"/> and <see cref="Values"/>.</summary>
    public long[] RowOffsets { get; }

    /// <summary>Column of each stored entry, strictly increasing within a row.</summary>
    public int[] ColumnIndices { get; }

    /// <summary>Value of each stored entry.</summary>
    public T[] Values { get; }

    /// <summary>Number of stored entries.</summary>
    public long NonZeros => RowOffsets[Rows];

    /// <summary>The column indices of one row.</summary>
    public ReadOnlySpan<int> RowIndices(int row) => ColumnIndices.AsSpan((int)RowOffsets[row], (int)(RowOffsets[row + 1] - RowOffsets[row]));

    /// <summary>The values of one row.</summary>
    public ReadOnlySpan<T> RowValues(int row) => Values.AsSpan((int)RowOffsets[row], (int)(RowOffsets[row + 1] - RowOffsets[row]));

    /// <summary>Checks the invariants of the class.</summary>
    /// <exception cref="InvalidOperationException">An invariant is broken; the message names the row.</exception>
    public void Validate()
    {
        if (RowOffsets[0] != 0) throw new InvalidOperationException($"The first row offset is {RowOffsets[0]}, expected 0.");
        for (int r = 0; r < Rows; r++)
        {
            if (RowOffsets[r + 1] < RowOffsets[r]) throw new InvalidOperationException($"Row offsets decrease after row {r}.");
            int previous = -1;
            foreach (int c in RowIndices(r))
            {
                if (c <= previous || c >= Columns) throw new InvalidOperationException($"Row {r} holds column {c} after {previous} in a matrix of {Columns} columns.");
                previous = c;
            }
        }
    }
}
