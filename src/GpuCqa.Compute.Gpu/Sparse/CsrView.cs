using ILGPU;

namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>A sparse matrix as kernels see it.</summary>
/// <remarks>
/// An offset is 64 bits wide, an index within a row 32: a kernel takes a sub-view of the row once and then counts in int, never below 0, because
/// ILGPU widens an index without its sign.
/// </remarks>
internal struct CsrView<T> where T : unmanaged
{
    /// <summary>rows + 1 offsets.</summary>
    public ArrayView<long> Offsets;

    /// <summary>Column of each entry.</summary>
    public ArrayView<int> Columns;

    /// <summary>Value of each entry.</summary>
    public ArrayView<T> Values;

    /// <summary>Number of rows.</summary>
    public int Rows;

    /// <summary>Entries of a row.</summary>
    public readonly int Count(int row) => (int)(Offsets[row + 1] - Offsets[row]);

    /// <summary>Columns of a row's entries.</summary>
    public readonly ArrayView<int> RowColumns(int row, int count) => Columns.SubView(Start(row, count), count);

    /// <summary>Values of a row's entries.</summary>
    public readonly ArrayView<T> RowValues(int row, int count) => Values.SubView(Start(row, count), count);

    /// <summary>Offset of a row with entries; 0 for an empty one, whose own may be the end of all entries, where no view may begin.</summary>
    public readonly long Start(int row, int count) => count > 0 ? Offsets[row] : 0;
}
