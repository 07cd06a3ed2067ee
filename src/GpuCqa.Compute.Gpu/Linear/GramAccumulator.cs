using GpuCqa.Compute.Gpu.Sparse;
using GpuCqa.Core.Matrices;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Linear;

/// <summary>The Gram matrix and column sums of consecutive blocks, added up in the device's memory.</summary>
/// <remarks>
/// A pass of rows is made dense and multiplied: at 5 to 15 % stored entries the dense product costs less on a GPU than pairs of entries scattered over the result.
/// The rows of a pass depend on the number of columns only, passes follow one another, so each product sums over cells in a fixed order.
/// </remarks>
internal sealed class GramAccumulator : IDisposable
{
    /// <summary>Numbers of a pass, 128 MB.</summary>
    private const int PassElements = 1 << 24;

    private readonly GpuDevice device;
    private readonly int columns;
    private readonly int passRows;
    private readonly GpuBuffer<double> products;
    private readonly GpuBuffer<double> sums;
    private long rows;

    public GramAccumulator(GpuDevice device, int columns)
    {
        (this.device, this.columns) = (device, columns);
        passRows = Math.Clamp(PassElements / Math.Max(1, columns), 64, 8192);
        products = device.Zeroed<double>((long)columns * columns);
        sums = device.Zeroed<double>(columns);
    }

    /// <summary>Adds a block; within <see cref="GpuDevice.Run{T}"/>.</summary>
    public void Add(CsrView<double> block)
    {
        rows += block.Rows;
        if (columns == 0) return;
        using GpuBuffer<double> dense = device.Pool.Rent<double>((long)Math.Min(passRows, block.Rows) * columns);
        for (int first = 0; first < block.Rows; first += passRows)
        {
            int count = Math.Min(passRows, block.Rows - first);
            dense.View.MemSetToZero(device.Stream);
            device.Linear.Scatter(block, first, count, columns, dense.View);
            device.Products.AddGram(dense.View, count, columns, products.View);
            device.Linear.AddColumnSums(dense.View, count, columns, sums.View);
        }
    }

    /// <summary>Downloads the sums; within <see cref="GpuDevice.Run{T}"/>.</summary>
    public GramBlock Finish()
    {
        if (columns > 0) device.Linear.Mirror(products.View, columns);
        return new GramBlock(rows, new DenseMatrix<double>(columns, columns, device.Fetched(products)), device.Fetched(sums));
    }

    public void Dispose()
    {
        products.Dispose();
        sums.Dispose();
    }
}
