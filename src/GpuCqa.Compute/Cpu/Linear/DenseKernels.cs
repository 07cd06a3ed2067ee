using System.Runtime.Intrinsics;
using GpuCqa.Compute.Exact;

namespace GpuCqa.Compute.Linear;

/// <summary>The float64 kernels of one vector width.</summary>
internal abstract unsafe class DenseKernels : RowArithmetic
{
    /// <summary>Rows of a tile; 4 or 8.</summary>
    public abstract int Rows { get; }

    /// <summary>Columns of a tile.</summary>
    public abstract int Columns { get; }

    /// <summary>c = a' b or c += a' b over two panels.</summary>
    public abstract void Tile(double* a, double* b, int depth, double* c, long stride, bool add);

    /// <summary>to += factor * from.</summary>
    public abstract void AddScaled(double factor, double* from, double* to, int count);

    /// <summary>sums[r] = the dot product of row r with x, as <see cref="RowArithmetic.Dot"/> has it.</summary>
    public abstract void DotRows(double* a, long stride, int rows, double* x, double* sums, int count);

    /// <summary>to += the sum of factors[r] times row r, one row after another.</summary>
    public abstract void AddRows(double* a, long stride, int rows, double* factors, double* to, int count);

    /// <summary>Row r += factors[r] times x.</summary>
    public abstract void AddToRows(double* a, long stride, int rows, double* factors, double* x, int count);

    /// <summary>Both of <see cref="DotRows"/> with x and <see cref="AddRows"/> to y for four rows, which are read once.</summary>
    public abstract void FourRowsBothWays(double* a, long stride, double* x, double* sums, double* factors, double* y, int count);

    /// <summary>The kernels of a width.</summary>
    public static DenseKernels For(VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => new DenseKernels<GemmTile8<Lanes512<double>, Vector512<double>>, Lanes512<double>, Vector512<double>>(),
        VectorWidth.Bits256 => new DenseKernels<GemmTile4<Lanes256<double>, Vector256<double>>, Lanes256<double>, Vector256<double>>(),
        VectorWidth.Bits128 => new DenseKernels<GemmTile4<Lanes128<double>, Vector128<double>>, Lanes128<double>, Vector128<double>>(),
        _ => new DenseKernels<GemmTile4<LanesScalar<double>, double>, LanesScalar<double>, double>(),
    };
}
