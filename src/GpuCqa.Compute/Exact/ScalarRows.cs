namespace GpuCqa.Compute.Exact;

/// <summary>Row operations element by element, in order.</summary>
internal sealed unsafe class ScalarRows : RowArithmetic
{
    public override double Dot(double* a, double* b, int count)
    {
        double sum = 0;
        for (int i = 0; i < count; i++) sum += a[i] * b[i];
        return sum;
    }

    public override void Rotate(double* upper, double* lower, double c, double s, int count)
    {
        for (int i = 0; i < count; i++)
        {
            double u = upper[i], l = lower[i];
            lower[i] = (s * u) + (c * l);
            upper[i] = (c * u) - (s * l);
        }
    }

    public override void SubtractTwo(double* row, double v, double* p, double w, double* q, int count)
    {
        for (int i = 0; i < count; i++) row[i] -= (v * p[i]) + (w * q[i]);
    }
}
