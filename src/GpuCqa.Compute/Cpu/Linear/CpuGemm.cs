using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Linear;

/// <summary>Dense products by packed panels: threads own blocks of the result, each element sums over the depth in order.</summary>
internal static unsafe class CpuGemm
{
    /// <summary>Depth of a pass: a panel of columns of that depth stays in the first cache, several in the second.</summary>
    private const int DepthBlock = 384;

    /// <summary>Rows of a task's block, a multiple of every tile.</summary>
    private const int RowBlock = 64;

    /// <summary>Panels of columns of a task's block.</summary>
    private const int PanelBlock = 24;

    public static DenseMatrix<double> Multiply(ComputeDevice device, DenseKernels kernels, DenseMatrix<double> left, DenseMatrix<double> right, bool transposeLeft)
    {
        (int m, int depth) = transposeLeft ? (left.Columns, left.Rows) : (left.Rows, left.Columns);
        var product = new DenseMatrix<double>(m, right.Columns);
        if (product.Values.Length == 0 || depth == 0) return product;
        using PackedColumns packed = PackedColumns.Pack(device, kernels, right);
        int rowBlocks = (m + RowBlock - 1) / RowBlock, columnBlocks = (packed.Panels + PanelBlock - 1) / PanelBlock;
        device.ForEach(rowBlocks * columnBlocks, task => Block(kernels, left, transposeLeft, packed, task / columnBlocks, task % columnBlocks, product));
        return product;
    }

    private static void Block(DenseKernels kernels, DenseMatrix<double> left, bool transposeLeft, PackedColumns right, int rowBlock, int columnBlock, DenseMatrix<double> product)
    {
        using var a = new AlignedBuffer<double>(RowBlock * DepthBlock);
        using var c = new AlignedBuffer<double>((long)kernels.Rows * kernels.Columns);
        int firstRow = rowBlock * RowBlock, rows = Math.Min(RowBlock, product.Rows - firstRow);
        int firstPanel = columnBlock * PanelBlock, lastPanel = Math.Min(right.Panels, firstPanel + PanelBlock);
        for (int k = 0; k < right.Depth; k += DepthBlock)
        {
            int depth = Math.Min(DepthBlock, right.Depth - k);
            PackRows(kernels.Rows, left, transposeLeft, firstRow, rows, k, depth, a.Pointer);
            for (int p = firstPanel; p < lastPanel; p++)
            {
                double* b = right.Panel(p) + ((long)k * right.Width);
                for (int r = 0; r < rows; r += kernels.Rows) Tile(kernels, a.Pointer + ((long)r * depth), b, depth, product, firstRow + r, p * right.Width, k > 0, c.Pointer);
            }
        }
    }

    private static void PackRows(int tileRows, DenseMatrix<double> left, bool transposed, int firstRow, int rows, int firstDepth, int depth, double* to)
    {
        for (int panel = 0; panel < rows; panel += tileRows)
        {
            for (int k = 0; k < depth; k++)
            {
                for (int i = 0; i < tileRows; i++)
                {
                    int row = panel + i;
                    *to++ = row >= rows ? 0 : transposed ? left[firstDepth + k, firstRow + row] : left[firstRow + row, firstDepth + k];
                }
            }
        }
    }

    /// <summary>One tile; at the edges through a buffer, since a tile writes all its columns.</summary>
    private static void Tile(DenseKernels kernels, double* a, double* b, int depth, DenseMatrix<double> product, int row, int column, bool add, double* buffer)
    {
        int rows = Math.Min(kernels.Rows, product.Rows - row), columns = Math.Min(kernels.Columns, product.Columns - column);
        fixed (double* values = product.Values)
        {
            double* c = values + ((long)row * product.Columns) + column;
            if (rows == kernels.Rows && columns == kernels.Columns)
            {
                kernels.Tile(a, b, depth, c, product.Columns, add);
                return;
            }

            new Span<double>(buffer, kernels.Rows * kernels.Columns).Clear();
            for (int r = 0; add && r < rows; r++) new Span<double>(c + ((long)r * product.Columns), columns).CopyTo(new Span<double>(buffer + (r * kernels.Columns), columns));
            kernels.Tile(a, b, depth, buffer, kernels.Columns, add);
            for (int r = 0; r < rows; r++) new Span<double>(buffer + (r * kernels.Columns), columns).CopyTo(new Span<double>(c + ((long)r * product.Columns), columns));
        }
    }
}
