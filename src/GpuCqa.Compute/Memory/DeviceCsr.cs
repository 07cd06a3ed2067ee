using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

/// <summary>A sparse matrix in compressed sparse row layout in the memory of one device.</summary>
/// <typeparam name="T"><see cref="float"/> for counts, <see cref="double"/> for normalized values.</typeparam>
public sealed class DeviceCsr<T> : IDisposable where T : unmanaged
{
    /// <summary>Takes ownership of the three buffers.</summary>
    /// <param name="rows">Number of rows (cells).</param>
    /// <param name="columns">Number of columns (genes).</param>
    /// <param name="nonZeros">Number of stored entries.</param>
    /// <param name="rowOffsets">rows + 1 offsets.</param>
    /// <param name="columnIndices">Column of each entry, strictly increasing within a row.</param>
    /// <param name="values">Value of each entry.</param>
    public DeviceCsr(int rows, int columns, long nonZeros, DeviceBuffer<long> rowOffsets, DeviceBuffer<int> columnIndices, DeviceBuffer<T> values)
        : this(rows, columns, nonZeros, rowOffsets, columnIndices, values, null) { }

    internal DeviceCsr(int rows, int columns, long nonZeros, DeviceBuffer<long> rowOffsets, DeviceBuffer<int> columnIndices, DeviceBuffer<T> values, CsrMatrix<T>? source)
    {
        Rows = rows;
        Columns = columns;
        NonZeros = nonZeros;
        RowOffsets = rowOffsets;
        ColumnIndices = columnIndices;
        Values = values;
        HostView = values is HostBuffer<T> ? source : null;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Number of stored entries.</summary>
    public long NonZeros { get; }

    /// <summary>rows + 1 offsets into the entries.</summary>
    public DeviceBuffer<long> RowOffsets { get; }

    /// <summary>Column of each entry.</summary>
    public DeviceBuffer<int> ColumnIndices { get; }

    /// <summary>Value of each entry.</summary>
    public DeviceBuffer<T> Values { get; }

    /// <summary>The same matrix without a copy, where the device's memory is the host's; else null.</summary>
    internal CsrMatrix<T>? HostView { get; }

    /// <summary>Frees the three buffers.</summary>
    public void Dispose()
    {
        RowOffsets.Dispose();
        ColumnIndices.Dispose();
        Values.Dispose();
    }
}
