using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Exact;

/// <summary>All eigenpairs of a small symmetric matrix: Householder tridiagonalization, then implicit QL with Wilkinson shifts.</summary>
/// <remarks>Golub and Van Loan, Matrix Computations, sections 8.3.1 and 8.3.3. Scalar and sequential, so its bits never vary.</remarks>
internal static class SymmetricQl
{
    private const int MaxSweeps = 60;

    /// <summary>The leading pairs, largest eigenvalue first, signs fixed.</summary>
    public static EigenPairs Leading(DenseMatrix<double> symmetric, int leading)
    {
        int n = symmetric.Rows;
        // Rows of 'vectors' become the eigenvectors: rotations then act on two contiguous rows.
        double[] vectors = Symmetrized(symmetric);
        var diagonal = new double[n];
        var off = new double[n];
        Tridiagonalize(vectors, n, diagonal, off);
        Iterate(diagonal, off, vectors, n);
        int[] order = Enumerable.Range(0, n).OrderByDescending(i => diagonal[i]).Take(leading).ToArray();
        var result = new DenseMatrix<double>(n, leading);
        for (int p = 0; p < leading; p++)
        {
            for (int i = 0; i < n; i++) result[i, p] = vectors[((long)order[p] * n) + i];
        }

        EigenSigns.Fix(result);
        return new EigenPairs(order.Select(i => diagonal[i]).ToArray(), result);
    }

    private static double[] Symmetrized(DenseMatrix<double> a)
    {
        int n = a.Rows;
        var copy = new double[(long)n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) copy[((long)i * n) + j] = 0.5 * (a[i, j] + a[j, i]);
        }

        return copy;
    }

    /// <summary>Reduces A to Q T Q' with reflections; on return row i of <paramref name="a"/> is row i of Q', T is (diagonal, off[1..]).</summary>
    private static void Tridiagonalize(double[] a, int n, double[] diagonal, double[] off)
    {
        var reflectors = new double[n][];
        var p = new double[n];
        for (int k = 0; k < n - 2; k++)
        {
            int m = n - k - 1;
            var v = new double[m];
            double scale = 0;
            for (int i = 0; i < m; i++) scale = Math.Max(scale, Math.Abs(a[((long)(k + 1 + i) * n) + k]));
            diagonal[k] = a[((long)k * n) + k];
            if (scale == 0) continue;
            double norm = 0;
            for (int i = 0; i < m; i++)
            {
                v[i] = a[((long)(k + 1 + i) * n) + k] / scale;
                norm += v[i] * v[i];
            }

            norm = Math.Sqrt(norm);
            double alpha = v[0] > 0 ? -norm : norm;
            off[k + 1] = alpha * scale;
            v[0] -= alpha;
            double length = Math.Sqrt(Dot(v, v));
            for (int i = 0; i < m; i++) v[i] /= length;
            // A <- A - v w' - w v' with w = 2 (A v - (v'A v) v) on the trailing square.
            for (int i = 0; i < m; i++) p[i] = Dot(a.AsSpan(((k + 1 + i) * n) + k + 1, m), v);
            double inner = Dot(p.AsSpan(0, m), v);
            for (int i = 0; i < m; i++) p[i] = 2 * (p[i] - (inner * v[i]));
            for (int i = 0; i < m; i++)
            {
                Span<double> row = a.AsSpan(((k + 1 + i) * n) + k + 1, m);
                double vi = v[i], wi = p[i];
                for (int j = 0; j < m; j++) row[j] -= (vi * p[j]) + (wi * v[j]);
            }

            reflectors[k] = v;
        }

        for (int k = Math.Max(0, n - 2); k < n; k++) diagonal[k] = a[((long)k * n) + k];
        if (n >= 2) off[n - 1] = a[((long)(n - 1) * n) + n - 2];
        Array.Clear(a);
        for (int i = 0; i < n; i++) a[((long)i * n) + i] = 1;
        // Q' = H(n-3) .. H(0), built from the last reflector so that each touches only its trailing square (Q is built, stored as rows of Q').
        for (int k = n - 3; k >= 0; k--)
        {
            if (reflectors[k] is not { } v) continue;
            int m = v.Length;
            for (int r = k + 1; r < n; r++)
            {
                Span<double> row = a.AsSpan((r * n) + k + 1, m);
                double s = 2 * Dot(row, v);
                for (int j = 0; j < m; j++) row[j] -= s * v[j];
            }
        }
    }

    private static void Iterate(double[] d, double[] off, double[] vectors, int n)
    {
        for (int i = 1; i < n; i++) off[i - 1] = off[i];
        if (n > 0) off[n - 1] = 0;
        for (int l = 0; l < n; l++)
        {
            for (int sweep = 0; ; sweep++)
            {
                int m = l;
                while (m < n - 1 && Math.Abs(off[m]) > 2.3e-16 * (Math.Abs(d[m]) + Math.Abs(d[m + 1]))) m++;
                if (m == l) break;
                if (sweep == MaxSweeps) throw new InvalidOperationException($"QL did not converge on eigenvalue {l} of {n}.");
                Sweep(d, off, vectors, n, l, m);
            }
        }
    }

    private static void Sweep(double[] d, double[] off, double[] vectors, int n, int l, int m)
    {
        double g = (d[l + 1] - d[l]) / (2 * off[l]);
        double r = Hypotenuse(g, 1);
        g = d[m] - d[l] + (off[l] / (g + (g >= 0 ? r : -r)));
        double s = 1, c = 1, p = 0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = s * off[i];
            double b = c * off[i];
            r = Hypotenuse(f, g);
            off[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                off[m] = 0;
                return;
            }

            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = ((d[i] - g) * s) + (2 * c * b);
            p = s * r;
            d[i + 1] = g + p;
            g = (c * r) - b;
            Rotate(vectors.AsSpan(i * n, n), vectors.AsSpan((i + 1) * n, n), c, s);
        }

        d[l] -= p;
        off[l] = g;
        off[m] = 0;
    }

    private static void Rotate(Span<double> upper, Span<double> lower, double c, double s)
    {
        for (int k = 0; k < upper.Length; k++)
        {
            double f = lower[k], u = upper[k];
            lower[k] = (s * u) + (c * f);
            upper[k] = (c * u) - (s * f);
        }
    }

    private static double Hypotenuse(double a, double b) => double.Hypot(a, b);

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
