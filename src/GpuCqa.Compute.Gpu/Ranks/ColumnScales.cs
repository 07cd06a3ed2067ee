using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>Columns in device memory, values or their ranks, with what it takes to standardize them.</summary>
internal sealed class ColumnScales : IDisposable
{
    private readonly GpuBuffer<double> values;

    /// <summary>Takes ownership of the values and queues the sums.</summary>
    /// <param name="device">Device.</param>
    /// <param name="values">rows x columns, row-major.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="kernels">Kernels.</param>
    public ColumnScales(GpuDevice device, GpuBuffer<double> values, int rows, int columns, StandardizeLauncher kernels)
    {
        this.values = values;
        Rows = rows;
        Columns = columns;
        Totals = device.Pool.Rent<double>(columns);
        Equal = device.Pool.Rent<double>(columns);
        Squares = device.Pool.Rent<double>(columns);
        kernels.Sum(this);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>rows x columns.</summary>
    public ArrayView<double> Values => values.View;

    /// <summary>Per column, its sum.</summary>
    public GpuBuffer<double> Totals { get; }

    /// <summary>Per column, the rows with the value of the first.</summary>
    public GpuBuffer<double> Equal { get; }

    /// <summary>Per column, the sum of squared distances from the mean.</summary>
    public GpuBuffer<double> Squares { get; }

    public void Dispose()
    {
        values.Dispose();
        Totals.Dispose();
        Equal.Dispose();
        Squares.Dispose();
    }
}
