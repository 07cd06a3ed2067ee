using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Linear;

/// <summary>A right operand laid out for the tiles: panels of a tile's columns, each depth x columns, the last filled with zeros.</summary>
internal sealed unsafe class PackedColumns : IDisposable
{
    private readonly AlignedBuffer<double> panels;

    /// <summary>A zero operand of depth x columns.</summary>
    public PackedColumns(DenseKernels kernels, int depth, int columns)
    {
        (Depth, Columns, Width) = (depth, columns, kernels.Columns);
        Panels = (columns + Width - 1) / Width;
        panels = new AlignedBuffer<double>((long)Panels * Width * depth);
    }

    public int Depth { get; }

    public int Columns { get; }

    /// <summary>Columns of a panel.</summary>
    public int Width { get; }

    public int Panels { get; }

    /// <summary>Lays out a row-major matrix.</summary>
    public static PackedColumns Pack(ComputeDevice device, DenseKernels kernels, DenseMatrix<double> matrix)
    {
        var packed = new PackedColumns(kernels, matrix.Rows, matrix.Columns);
        device.ForEach(packed.Panels, p =>
        {
            int first = p * packed.Width, width = Math.Min(packed.Width, matrix.Columns - first);
            for (int k = 0; k < matrix.Rows; k++)
                matrix.Values.AsSpan((int)(((long)k * matrix.Columns) + first), width).CopyTo(new Span<double>(packed.Panel(p) + ((long)k * packed.Width), width));
        });
        return packed;
    }

    public double* Panel(int panel) => panels.Pointer + ((long)panel * Width * Depth);

    public void Dispose() => panels.Dispose();
}
