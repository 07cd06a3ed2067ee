namespace GpuCqa.Compute;

/// <summary>A dense row-major matrix in the memory of one device.</summary>
/// <typeparam name="T"><see cref="float"/> for embeddings, <see cref="double"/> for loadings.</typeparam>
public sealed class DeviceMatrix<T> : IDisposable where T : unmanaged
{
    /// <summary>Takes ownership of a buffer of rows * columns values.</summary>
    public DeviceMatrix(int rows, int columns, DeviceBuffer<T> values)
    {
        if (values.Length != (long)rows * columns) throw new ArgumentException($"A {rows} x {columns} matrix needs {(long)rows * columns} values, got {values.Length}.", nameof(values));
        Rows = rows;
        Columns = columns;
        Values = values;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The elements, row after row.</summary>
    public DeviceBuffer<T> Values { get; }

    /// <summary>Frees the buffer.</summary>
    public void Dispose() => Values.Dispose();
}
