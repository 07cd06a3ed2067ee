using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Linear;

/// <summary>The upper triangle of T'T by register tiles over rows made dense, a pass of rows at a time.</summary>
internal static unsafe class DenseGram
{
    /// <summary>Rows of a pass.</summary>
    private const int PassRows = 384;

    /// <summary>Rows of the result in a task.</summary>
    private const int TaskRows = 48;

    public static void Fill(ComputeDevice device, DenseKernels kernels, CsrMatrix<double> block, DenseMatrix<double> products)
    {
        int genes = block.Columns, tileRows = kernels.Rows, tileColumns = kernels.Columns;
        int rowPanels = (genes + tileRows - 1) / tileRows, columnPanels = (genes + tileColumns - 1) / tileColumns;
        using var left = new AlignedBuffer<double>((long)rowPanels * tileRows * PassRows);
        using var right = new AlignedBuffer<double>((long)columnPanels * tileColumns * PassRows);
        for (int first = 0; first < block.Rows; first += PassRows)
        {
            int depth = Math.Min(PassRows, block.Rows - first);
            new Span<double>(left.Pointer, checked((int)left.Length)).Clear();
            new Span<double>(right.Pointer, checked((int)right.Length)).Clear();
            device.ForEach(depth, k => Scatter(block, first + k, k, depth, left.Pointer, tileRows, right.Pointer, tileColumns));
            bool add = first > 0;
            device.ForEach((genes + TaskRows - 1) / TaskRows, task =>
            {
                double* buffer = stackalloc double[tileRows * tileColumns];
                for (int row = task * TaskRows; row < Math.Min(genes, (task + 1) * TaskRows); row += tileRows)
                {
                    double* a = left.Pointer + ((long)row * depth);
                    for (int p = row / tileColumns; p < columnPanels; p++) Tile(kernels, a, right.Pointer + ((long)p * tileColumns * depth), depth, products, row, p * tileColumns, add, buffer);
                }
            });
        }
    }

    private static void Scatter(CsrMatrix<double> block, int row, int k, int depth, double* left, int tileRows, double* right, int tileColumns)
    {
        for (long i = block.RowOffsets[row]; i < block.RowOffsets[row + 1]; i++)
        {
            int c = block.ColumnIndices[i];
            double x = block.Values[i];
            left[((long)(c / tileRows) * tileRows * depth) + ((long)k * tileRows) + (c % tileRows)] = x;
            right[((long)(c / tileColumns) * tileColumns * depth) + ((long)k * tileColumns) + (c % tileColumns)] = x;
        }
    }

    private static void Tile(DenseKernels kernels, double* a, double* b, int depth, DenseMatrix<double> products, int row, int column, bool add, double* buffer)
    {
        int rows = Math.Min(kernels.Rows, products.Rows - row), columns = Math.Min(kernels.Columns, products.Columns - column);
        fixed (double* values = products.Values)
        {
            double* c = values + ((long)row * products.Columns) + column;
            if (rows == kernels.Rows && columns == kernels.Columns)
            {
                kernels.Tile(a, b, depth, c, products.Columns, add);
                return;
            }

            kernels.Tile(a, b, depth, buffer, kernels.Columns, false);
            for (int r = 0; r < rows; r++)
            {
                double* to = c + ((long)r * products.Columns);
                for (int j = 0; j < columns; j++) to[j] = add ? to[j] + buffer[(r * kernels.Columns) + j] : buffer[(r * kernels.Columns) + j];
            }
        }
    }
}
