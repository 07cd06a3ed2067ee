namespace GpuCqa.Compute.Exact;

/// <summary>The few operations on rows in which a dense eigensolver spends its time.</summary>
internal abstract unsafe class RowArithmetic
{
    /// <summary>Sum of products.</summary>
    public abstract double Dot(double* a, double* b, int count);

    /// <summary>(upper, lower) = (c upper - s lower, s upper + c lower).</summary>
    public abstract void Rotate(double* upper, double* lower, double c, double s, int count);

    /// <summary>row -= v p + w q over two vectors p and q.</summary>
    public abstract void SubtractTwo(double* row, double v, double* p, double w, double* q, int count);
}
