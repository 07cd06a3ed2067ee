namespace GpuCqa.Compute.Linear;

/// <summary>The product of a block of eight rows with a packed operand: reads the operand once, threads own its panels.</summary>
internal static unsafe class BlockProduct
{
    /// <summary>result (8 x columns) = rows (8 x depth) times operand, or result += it.</summary>
    /// <param name="device">Runs panels in parallel.</param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="rows">Eight rows.</param>
    /// <param name="rowStride">Elements between the rows.</param>
    /// <param name="operand">Right operand; its depth may exceed what is used.</param>
    /// <param name="depth">Depth used.</param>
    /// <param name="columns">Columns used.</param>
    /// <param name="result">Eight rows.</param>
    /// <param name="resultStride">Elements between the rows of the result.</param>
    /// <param name="add">Adds to the result.</param>
    public static void Multiply(ComputeDevice device, DenseKernels kernels, double* rows, int rowStride, PackedColumns operand, int depth, int columns, double* result, int resultStride, bool add)
    {
        const int block = KrylovBasis.Block;
        using var packed = new AlignedBuffer<double>((long)block * depth);
        double* a = packed.Pointer;
        int tileRows = kernels.Rows;
        for (int r = 0; r < block; r++)
        {
            double* to = a + ((long)(r / tileRows) * tileRows * depth) + (r % tileRows);
            for (int k = 0; k < depth; k++) to[(long)k * tileRows] = rows[((long)r * rowStride) + k];
        }

        int panels = (columns + operand.Width - 1) / operand.Width;
        device.ForEach(panels, p =>
        {
            int width = Math.Min(operand.Width, columns - (p * operand.Width));
            double* tile = stackalloc double[tileRows * operand.Width];
            for (int r = 0; r < block; r += tileRows)
            {
                kernels.Tile(a + ((long)r * depth), operand.Panel(p), depth, tile, operand.Width, false);
                for (int i = 0; i < tileRows; i++)
                {
                    double* to = result + ((long)(r + i) * resultStride) + (p * operand.Width);
                    for (int j = 0; j < width; j++) to[j] = add ? to[j] + tile[(i * operand.Width) + j] : tile[(i * operand.Width) + j];
                }
            }
        });
    }
}
