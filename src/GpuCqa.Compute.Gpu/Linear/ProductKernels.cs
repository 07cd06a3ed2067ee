using ILGPU;

namespace GpuCqa.Compute.Gpu.Linear;

/// <summary>Dense float64 products where no vendor library is.</summary>
/// <remarks>
/// A thread holds 4 x 4 elements; 256 neighbouring threads cover a square of 64 x 64, thread (p, q) the rows p, p + 16, ... and the columns q, q + 16, ..., so that
/// each read of the right operand is a run of 16 neighbours and each of the left is shared by 16 lanes. Eight reads feed 16 multiply-adds. Operands come through the
/// first cache, without shared memory and barriers: on all cards but data centre ones float64 arithmetic is 1/32 or 1/64 of float32's and is the bound by far; data
/// centre cards have cuBLAS. Each sum runs over its slab in order, slabs are added in order; their number depends on the shape alone.
/// </remarks>
internal static class ProductKernels
{
    /// <summary>Rows and columns of the square that <see cref="Threads"/> threads cover.</summary>
    public const int Square = 64;

    /// <summary>Threads of a square.</summary>
    public const int Threads = 256;

    private const int Side = 16;

    /// <summary>Sums each slab into its own matrix.</summary>
    [Kernel]
    public static void Slabs(ProductShape shape, ArrayView<double> left, ArrayView<double> right, ArrayView<double> slabs)
    {
        int squareColumns = (shape.Columns + Square - 1) / Square, squares = (shape.Rows + Square - 1) / Square * squareColumns;
        long items = (long)squares * shape.Slabs * Threads;
        for (long item = Grid.GlobalIndex.X; item < items; item += GridSpan.X)
        {
            int thread = (int)(item % Threads), work = (int)(item / Threads), slab = work / squares, square = work % squares;
            int row = square / squareColumns * Square, column = square % squareColumns * Square;
            if (shape.UpperOnly != 0 && row > column) continue;
            Tile(shape, left, right, slabs.SubView((long)slab * shape.Rows * shape.Columns, shape.Rows * shape.Columns), slab * shape.SlabDepth, row + (thread / Side), column + (thread % Side));
        }
    }

    /// <summary>Adds the slabs to the product, an element a thread.</summary>
    [Kernel]
    public static void Add(ArrayView<double> slabs, int elements, int count, ArrayView<double> product)
    {
        for (int i = Grid.GlobalIndex.X; i < elements; i += GridSpan.X)
        {
            double sum = slabs[i];
            for (int s = 1; s < count; s++) sum += slabs[((long)s * elements) + i];
            product[i] += sum;
        }
    }

    /// <summary>Copies the upper triangle below the diagonal.</summary>
    [Kernel]
    public static void Mirror(ArrayView<double> matrix, int n)
    {
        long items = (long)n * n;
        for (long item = Grid.GlobalIndex.X; item < items; item += GridSpan.X)
        {
            int r = (int)(item / n), c = (int)(item % n);
            if (r > c) matrix[item] = matrix[((long)c * n) + r];
        }
    }

    // Rows and columns beyond the matrix read the last one instead and are not stored: the loop has no branch.
    private static void Tile(ProductShape shape, ArrayView<double> left, ArrayView<double> right, ArrayView<double> slab, int first, int row, int column)
    {
        int lastRow = shape.Rows - 1, lastColumn = shape.Columns - 1, n = shape.Columns;
        int end = first + shape.SlabDepth < shape.Depth ? first + shape.SlabDepth : shape.Depth;
        int r1 = row + Side, r2 = row + (2 * Side), r3 = row + (3 * Side), c1 = column + Side, c2 = column + (2 * Side), c3 = column + (3 * Side);
        int a = first * shape.DepthStride, b = first * n;
        int a0 = a + (Least(row, lastRow) * shape.RowStride), a1 = a + (Least(r1, lastRow) * shape.RowStride), a2 = a + (Least(r2, lastRow) * shape.RowStride), a3 = a + (Least(r3, lastRow) * shape.RowStride);
        int b0 = b + Least(column, lastColumn), b1 = b + Least(c1, lastColumn), b2 = b + Least(c2, lastColumn), b3 = b + Least(c3, lastColumn);
        double s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0, s20 = 0, s21 = 0, s22 = 0, s23 = 0, s30 = 0, s31 = 0, s32 = 0, s33 = 0;
        for (int k = first; k < end; k++)
        {
            double x0 = left[a0], x1 = left[a1], x2 = left[a2], x3 = left[a3], y0 = right[b0], y1 = right[b1], y2 = right[b2], y3 = right[b3];
            s00 += x0 * y0;
            s01 += x0 * y1;
            s02 += x0 * y2;
            s03 += x0 * y3;
            s10 += x1 * y0;
            s11 += x1 * y1;
            s12 += x1 * y2;
            s13 += x1 * y3;
            s20 += x2 * y0;
            s21 += x2 * y1;
            s22 += x2 * y2;
            s23 += x2 * y3;
            s30 += x3 * y0;
            s31 += x3 * y1;
            s32 += x3 * y2;
            s33 += x3 * y3;
            a0 += shape.DepthStride;
            a1 += shape.DepthStride;
            a2 += shape.DepthStride;
            a3 += shape.DepthStride;
            b0 += n;
            b1 += n;
            b2 += n;
            b3 += n;
        }

        StoreRow(shape, slab, row, column, s00, s01, s02, s03);
        StoreRow(shape, slab, r1, column, s10, s11, s12, s13);
        StoreRow(shape, slab, r2, column, s20, s21, s22, s23);
        StoreRow(shape, slab, r3, column, s30, s31, s32, s33);
    }

    private static void StoreRow(ProductShape shape, ArrayView<double> slab, int row, int column, double s0, double s1, double s2, double s3)
    {
        if (row >= shape.Rows) return;
        int at = (row * shape.Columns) + column;
        if (column < shape.Columns) slab[at] = s0;
        if (column + Side < shape.Columns) slab[at + Side] = s1;
        if (column + (2 * Side) < shape.Columns) slab[at + (2 * Side)] = s2;
        if (column + (3 * Side) < shape.Columns) slab[at + (3 * Side)] = s3;
    }

    private static int Least(int a, int b) => a < b ? a : b;
}
