using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Exact;

/// <summary>All eigenpairs of a symmetric matrix: Householder tridiagonalization, then implicit QL with Wilkinson shifts.</summary>
/// <remarks>
/// Golub and Van Loan, Matrix Computations, sections 8.3.1 and 8.3.3. Sequential, so its bits never vary. Eigenvectors are kept as rows: a rotation then acts on
/// two contiguous rows.
/// It ends on every finite matrix. A coupling is dropped when it is rounding beside its two neighbours, which keeps small eigenvalues of graded matrices to their
/// own digits. Where both neighbours are themselves rounding of the large eigenvalues (a rank far below n), each sweep brings in as much as it removes; from then on
/// couplings are dropped that are rounding beside the whole matrix, no more than the tridiagonalization has left. With Wilkinson's shift the product of one coupling's
/// square and the next falls by the root of two a sweep at least (Parlett, The Symmetric Eigenvalue Problem, section 8.10), below that bound within 312 sweeps.
/// </remarks>
internal sealed unsafe class SymmetricQl
{
    /// <summary>Sweeps for one eigenvalue, two or three as a rule, after which the bound is widened.</summary>
    private const int Patience = 60;

    private const double Negligible = 2.3e-16;

    /// <summary>About 2^-970: below it c = g / r and s = f / r have too few bits to be a rotation.</summary>
    private const double Tiny = 1e-292;
    private readonly RowArithmetic rows;
    private readonly int n;
    private readonly double[] vectors;
    private readonly double[] diagonal;
    private readonly double[] off;

    private SymmetricQl(double[] symmetric, int n, RowArithmetic rows)
    {
        (vectors, this.n, this.rows) = (symmetric, n, rows);
        diagonal = new double[n];
        off = new double[n];
    }

    /// <summary>The leading pairs, largest eigenvalue first, signs fixed.</summary>
    public static EigenPairs Leading(DenseMatrix<double> symmetric, int leading, RowArithmetic rows)
    {
        int n = symmetric.Rows;
        var solver = new SymmetricQl((double[])symmetric.Values.Clone(), n, rows);
        solver.Tridiagonalize();
        solver.Iterate();
        int[] order = Enumerable.Range(0, n).OrderByDescending(i => solver.diagonal[i]).Take(leading).ToArray();
        var result = new DenseMatrix<double>(n, leading);
        for (int p = 0; p < leading; p++)
        {
            for (int i = 0; i < n; i++) result[i, p] = solver.vectors[((long)order[p] * n) + i];
        }

        EigenSigns.Fix(result);
        return new EigenPairs(order.Select(i => solver.diagonal[i]).ToArray(), result);
    }

    /// <summary>Reduces A to Q T Q' by reflections; afterwards the rows of <see cref="vectors"/> are those of Q', and off[i] couples i and i + 1.</summary>
    private void Tridiagonalize()
    {
        var reflectors = new double[n][];
        var p = new double[n];
        fixed (double* a = vectors, w = p)
        {
            for (int k = 0; k < n - 2; k++)
            {
                diagonal[k] = a[((long)k * n) + k];
                if (Reflector(a, k, out off[k]) is not { } reflector) continue;
                reflectors[k] = reflector;
                fixed (double* v = reflector) Reflect(a + ((long)(k + 1) * (n + 1)), v, w, n - k - 1);
            }

            for (int k = Math.Max(0, n - 2); k < n; k++) diagonal[k] = a[((long)k * n) + k];
            if (n >= 2) off[n - 2] = a[((long)(n - 1) * n) + n - 2];
            BuildVectors(a, reflectors);
        }
    }

    /// <summary>The unit vector v whose reflection clears column k below its subdiagonal, or null when it is clear.</summary>
    private double[]? Reflector(double* a, int k, out double subdiagonal)
    {
        int m = n - k - 1;
        double* row = a + ((long)k * n) + k + 1;
        double scale = 0, norm = 0;
        for (int i = 0; i < m; i++) scale = Math.Max(scale, Math.Abs(row[i]));
        subdiagonal = 0;
        if (scale == 0) return null;
        var v = new double[m];
        for (int i = 0; i < m; i++)
        {
            v[i] = row[i] / scale;
            norm += v[i] * v[i];
        }

        double alpha = v[0] > 0 ? -Math.Sqrt(norm) : Math.Sqrt(norm);
        subdiagonal = alpha * scale;
        // |v - alpha e|^2 = 2 (norm - alpha v0)
        double length = Math.Sqrt(2 * (norm - (alpha * v[0])));
        v[0] -= alpha;
        for (int i = 0; i < m; i++) v[i] /= length;
        return v;
    }

    /// <summary>A -= v w' + w v' with w = 2 (A v - (v'A v) v), on the trailing square that starts at <paramref name="a"/>.</summary>
    private void Reflect(double* a, double* v, double* w, int m)
    {
        for (int i = 0; i < m; i++) w[i] = rows.Dot(a + ((long)i * n), v, m);
        double inner = rows.Dot(w, v, m);
        for (int i = 0; i < m; i++) w[i] = 2 * (w[i] - (inner * v[i]));
        for (int i = 0; i < m; i++) rows.SubtractTwo(a + ((long)i * n), v[i], w, w[i], v, m);
    }

    /// <summary>Q' = H(n-3) .. H(0): from the last reflector on, each touches only its trailing square.</summary>
    private void BuildVectors(double* a, double[][] reflectors)
    {
        Array.Clear(vectors);
        for (int i = 0; i < n; i++) a[((long)i * n) + i] = 1;
        for (int k = n - 3; k >= 0; k--)
        {
            if (reflectors[k] is not { } reflector) continue;
            fixed (double* v = reflector)
            {
                for (int r = k + 1; r < n; r++)
                {
                    double* row = a + ((long)r * n) + k + 1;
                    rows.SubtractTwo(row, 2 * rows.Dot(row, v, reflector.Length), v, 0, v, reflector.Length);
                }
            }
        }
    }

    private void Iterate()
    {
        double norm = 0, dropped = Tiny;
        for (int i = 0; i < n; i++) norm = Math.Max(norm, Math.Abs(diagonal[i]) + Math.Abs(off[i]));
        fixed (double* a = vectors)
        {
            for (int l = 0; l < n; l++)
            {
                for (int sweep = 1; ; sweep++)
                {
                    int m = l;
                    while (m < n - 1 && Math.Abs(off[m]) > Math.Max(dropped, Negligible * (Math.Abs(diagonal[m]) + Math.Abs(diagonal[m + 1])))) m++;
                    if (m == l) break;
                    if (sweep % Patience == 0) dropped = Math.Max(2 * dropped, Negligible * norm);
                    Sweep(a, l, m);
                }
            }
        }
    }

    private void Sweep(double* a, int l, int m)
    {
        double[] d = diagonal;
        double g = (d[l + 1] - d[l]) / (2 * off[l]);
        double r = double.Hypot(g, 1);
        g = d[m] - d[l] + (off[l] / (g + (g >= 0 ? r : -r)));
        double s = 1, c = 1, p = 0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = s * off[i], b = c * off[i];
            r = double.Hypot(f, g);
            off[i + 1] = r;
            if (r < Tiny)
            {
                d[i + 1] -= p;
                off[i + 1] = off[m] = 0;
                return;
            }

            (s, c) = (f / r, g / r);
            g = d[i + 1] - p;
            r = ((d[i] - g) * s) + (2 * c * b);
            p = s * r;
            d[i + 1] = g + p;
            g = (c * r) - b;
            rows.Rotate(a + ((long)i * n), a + ((long)(i + 1) * n), c, s, n);
        }

        d[l] -= p;
        off[l] = g;
        off[m] = 0;
    }
}
