namespace GpuCqa.Core.Matrices;

/// <summary>A dense row-major matrix, element (r, c) at <c>Values[r * Columns + c]</c>.</summary>
/// <typeparam name="T"><see cref="float"/> for embeddings (cells x dimensions), <see cref="double"/> for Gram matrices and loadings.</typeparam>
public sealed class DenseMatrix<T> where T : unmanaged
{
    /// <summary>A matrix of zeros.</summary>
    public DenseMatrix(int rows, int columns) : this(rows, columns, new T[checked((long)rows * columns)]) { }

    /// <summary>Wraps an array of rows * columns values; it is not copied.</summary>
    public DenseMatrix(int rows, int columns, T[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (values.LongLength != (long)rows * columns)
            throw new ArgumentException($"A {rows} x {columns} matrix needs {(long)rows * columns} values, got {values.LongLength}.", nameof(values));
        Rows = rows;
        Columns = columns;
        Values = values;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The elements, row after row.</summary>
    public T[] Values { get; }

    /// <summary>Element (row, column).</summary>
    public T this[int row, int column]
    {
        get => Values[((long)row * Columns) + column];
        set => Values[((long)row * Columns) + column] = value;
    }

    /// <summary>One row as a span over the stored values.</summary>
    public Span<T> Row(int row) => Values.AsSpan(checked(row * Columns), Columns);

    /// <summary>The first <paramref name="columns"/> columns as a matrix of its own.</summary>
    public DenseMatrix<T> FirstColumns(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, Columns);
        if (columns == Columns) return this;
        var result = new DenseMatrix<T>(Rows, columns);
        for (int r = 0; r < Rows; r++) Row(r)[..columns].CopyTo(result.Row(r));
        return result;
    }
}
