using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>Fills the segments that are sorted: a column or a gene each.</summary>
/// <remarks>A thread an entry, reads in whole lines; keys of columns are written a column apart, 32 bytes of traffic each. Bound by memory.</remarks>
internal static class RankKeyKernels
{
    /// <summary>Keys of some columns of a row-major matrix, column after column.</summary>
    /// <param name="values">rows x width, row-major.</param>
    /// <param name="width">Columns of the matrix.</param>
    /// <param name="first">First column that is taken.</param>
    /// <param name="columns">Number of columns that are taken.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="keys">columns x rows.</param>
    /// <param name="items">columns x rows: the row.</param>
    /// <param name="unranked">One element: the least column that holds NaN is put there.</param>
    [Kernel]
    public static void OfColumns(ArrayView<double> values, int width, int first, int columns, int rows, ArrayView<ulong> keys, ArrayView<int> items, ArrayView<int> unranked)
    {
        int stride = Grid.DimX * Group.DimX;
        for (long at = (Grid.IdxX * Group.DimX) + Group.IdxX; at < (long)rows * columns; at += stride)
        {
            int row = (int)at / columns, column = (int)at - (row * columns), to = (column * rows) + row;
            double value = values[(row * width) + first + column];
            if (double.IsNaN(value)) Atomic.Min(ref unranked[0], first + column);
            keys[to] = OrderedKeys.Of(value);
            items[to] = row;
        }
    }

    /// <summary>Keys of stored values of at least 0.</summary>
    /// <param name="values">Values.</param>
    /// <param name="entries">Number of values.</param>
    /// <param name="keys">One key a value.</param>
    /// <param name="unranked">One element: the index of the least value that is negative or NaN is put there.</param>
    [Kernel]
    public static void OfEntries(ArrayView<double> values, int entries, ArrayView<ulong> keys, ArrayView<int> unranked)
    {
        int stride = Grid.DimX * Group.DimX;
        for (long at = (Grid.IdxX * Group.DimX) + Group.IdxX; at < entries; at += stride)
        {
            double value = values[(int)at];
            if (!(value >= 0)) Atomic.Min(ref unranked[0], (int)at);
            keys[(int)at] = OrderedKeys.Of(value);
        }
    }
}
