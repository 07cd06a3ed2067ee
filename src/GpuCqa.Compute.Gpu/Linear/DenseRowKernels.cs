using GpuCqa.Compute.Gpu.Sparse;
using ILGPU;

namespace GpuCqa.Compute.Gpu.Linear;

/// <summary>Sparse rows made dense, and the column sums of dense rows.</summary>
internal static class DenseRowKernels
{
    /// <summary>Rows that one thread sums of a column.</summary>
    public const int SlabRows = 64;

    /// <summary>Puts the entries of some rows into a row-major matrix of zeros.</summary>
    /// <remarks>Memory: 12 bytes read an entry, in lines; writes are scattered within a row, so that each costs a sector of 32 bytes. The zeros before cost 8 bytes an element.</remarks>
    [Kernel]
    public static void Scatter(CsrView<double> matrix, int firstRow, int rows, int columns, ArrayView<double> dense)
    {
        RowTeam team = RowTeam.OfGrid();
        for (int k = team.First; k < rows; k += team.Stride)
        {
            int n = matrix.Count(firstRow + k);
            ArrayView<double> values = matrix.RowValues(firstRow + k, n), row = dense.SubView((long)k * columns, columns);
            ArrayView<int> indices = matrix.RowColumns(firstRow + k, n);
            for (int i = team.Lane; i < n; i += team.Lanes) row[indices[i]] = values[i];
        }
    }

    /// <summary>Sums spans of <see cref="SlabRows"/> rows of each column, in order; neighbouring threads take neighbouring columns.</summary>
    [Kernel]
    public static void SumSlabs(ArrayView<double> dense, int rows, int columns, ArrayView<double> slabs)
    {
        long items = (long)((rows + SlabRows - 1) / SlabRows) * columns;
        for (long item = Grid.GlobalIndex.X; item < items; item += GridSpan.X)
        {
            int slab = (int)(item / columns), c = (int)(item % columns), from = slab * SlabRows, to = from + SlabRows < rows ? from + SlabRows : rows;
            double sum = 0;
            for (int k = from; k < to; k++) sum += dense[((long)k * columns) + c];
            slabs[item] = sum;
        }
    }
}
