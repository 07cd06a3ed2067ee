using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>Midranks of sorted columns.</summary>
/// <remarks>
/// A thread an entry: it looks at its neighbours, and only where keys are tied does it find the ends of the tie by halving. Ranks are written where
/// the rows lie, 32 bytes of traffic each. Bound by memory; multiples of one half, exact.
/// </remarks>
internal static class MidrankKernels
{
    /// <summary>Writes the midranks of some columns.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns that were sorted.</param>
    /// <param name="keys">columns x rows, ascending within a column.</param>
    /// <param name="items">columns x rows: the row of each key.</param>
    /// <param name="width">Columns of the matrix of ranks.</param>
    /// <param name="first">Its first column that is written.</param>
    /// <param name="ranks">rows x width, row-major.</param>
    [Kernel]
    public static void OfColumns(int rows, int columns, ArrayView<ulong> keys, ArrayView<int> items, int width, int first, ArrayView<double> ranks)
    {
        int stride = Grid.DimX * Group.DimX;
        for (long at = (Grid.IdxX * Group.DimX) + Group.IdxX; at < (long)rows * columns; at += stride)
        {
            int entry = (int)at, column = entry / rows, start = column * rows;
            int from = Segments.FirstEqual(keys, start, entry) - start, to = Segments.EndOfEqual(keys, entry, start + rows) - start;
            ranks[(items[entry] * width) + first + column] = 0.5 * (from + 1.0 + to);
        }
    }
}
