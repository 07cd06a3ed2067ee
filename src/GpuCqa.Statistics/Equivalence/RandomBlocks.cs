using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>One random intercept a block by REML, and the degrees of freedom of one column's coefficient.</summary>
/// <remarks>Within a block of n, V = s2 I + b J and every product of V^-1 and its derivatives is again p I + q J: all sums are over blocks, O(values x columns^2).</remarks>
internal static class RandomBlocks
{
    public static MixedDifference Fit(double[] y, double[][] x, int contrast, int[][] blocks, MixedDegreesOfFreedom kind)
    {
        int n = y.Length, p = x.Length;
        double mean = y.Average(), total = y.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, n - 1);
        var sums = new BlockSums(y, x, blocks);
        double error = 0.5 * total, between = 0.5 * total;
        bool held = false;
        Likelihood at = new(sums, error, between);
        bool settled = false;
        for (int round = 0; round < 500 && !settled; round++)
        {
            (double se, double sb) = (at.Quadratic[0] - at.Trace[0], at.Quadratic[1] - at.Trace[1]);
            double a = at.Information[0][0], b = at.Information[0][1], d = at.Information[1][1], determinant = (a * d) - (b * b);
            (double stepError, double stepBetween) = held ? (se / a, 0) : (((d * se) - (b * sb)) / determinant, ((a * sb) - (b * se)) / determinant);
            double scale = 1, nextError, nextBetween;
            Likelihood tried;
            do
            {
                nextError = Math.Max(1e-14 * total, error + (scale * stepError));
                nextBetween = held ? 0 : Math.Max(0, between + (scale * stepBetween));
                tried = new Likelihood(sums, nextError, nextBetween);
                scale /= 2;
            }
            while (!(tried.Twice >= at.Twice - (1e-12 * Math.Abs(at.Twice))) && scale > 1e-8);
            settled = Math.Abs(nextError - error) + Math.Abs(nextBetween - between) <= 1e-13 * total;
            (error, between, at) = (nextError, nextBetween, tried);
            bool outwards = between <= 0 && at.Quadratic[1] - at.Trace[1] <= 0;
            if (outwards != held) settled = false;
            held = outwards;
        }

        if (!settled) throw new PreconditionException("The restricted likelihood of the mixed model does not settle.");
        double[][] phi = at.Covariance;
        double[] ell = new double[p];
        ell[contrast] = 1;
        double variance = phi[contrast][contrast];
        double[] gradient = [-at.Between(0, contrast), -at.Between(1, contrast)];
        double df = 0, standard = variance;
        switch (kind)
        {
            case MixedDegreesOfFreedom.Containment:
                df = n - blocks.Length - Within(x, blocks);
                break;
            case MixedDegreesOfFreedom.Satterthwaite:
                double[][] observed = held ? [[at.Observed(0, 0)]] : [[at.Observed(0, 0), at.Observed(0, 1)], [at.Observed(1, 0), at.Observed(1, 1)]];
                df = 2 * variance * variance / Quadratic(gradient, Inverse(observed));
                break;
            default:
                double[][] expected = held ? [[0.5 * at.Information[0][0]]] : [[0.5 * at.Information[0][0], 0.5 * at.Information[0][1]], [0.5 * at.Information[1][0], 0.5 * at.Information[1][1]]];
                double[][] w = Inverse(expected);
                df = 2 * variance * variance / Quadratic(gradient, w);
                double more = 0;
                for (int i = 0; i < w.Length; i++)
                {
                    for (int j = 0; j < w.Length; j++) more += w[i][j] * at.Adjustment(i, j, contrast);
                }

                standard = variance + (2 * more);
                break;
        }

        return new MixedDifference(new MeanDifference("mixed", at.Coefficients[contrast], Math.Sqrt(standard), df), between, error, held);
    }

    // Columns that vary within blocks: their rank after centring each block.
    private static int Within(double[][] x, int[][] blocks)
    {
        var basis = new List<double[]>();
        foreach (double[] column in x)
        {
            double[] v = new double[column.Length];
            foreach (int[] block in blocks)
            {
                double mean = block.Sum(i => column[i]) / block.Length;
                foreach (int i in block) v[i] = column[i] - mean;
            }

            double start = Math.Sqrt(column.Sum(e => e * e));
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (double[] b in basis)
                {
                    double along = v.Zip(b, (s, t) => s * t).Sum();
                    for (int i = 0; i < v.Length; i++) v[i] -= along * b[i];
                }
            }

            double norm = Math.Sqrt(v.Sum(e => e * e));
            if (norm > 1e-9 * start) basis.Add(Array.ConvertAll(v, e => e / norm));
        }

        return basis.Count;
    }

    private static double[][] Inverse(double[][] m) => m.Length == 1 ? [[1 / m[0][0]]]
        : ((m[0][0] * m[1][1]) - (m[0][1] * m[1][0])) is var d ? [[m[1][1] / d, -m[0][1] / d], [-m[1][0] / d, m[0][0] / d]] : [];

    private static double Quadratic(double[] g, double[][] w)
    {
        double sum = 0;
        for (int i = 0; i < w.Length; i++)
        {
            for (int j = 0; j < w.Length; j++) sum += g[i] * w[i][j] * g[j];
        }

        return sum;
    }

    /// <summary>X'X, X'y, y'y over all values, and of each block its size and the sums of its columns.</summary>
    private sealed class BlockSums
    {
        public BlockSums(double[] y, double[][] x, int[][] blocks)
        {
            N = y.Length;
            P = x.Length;
            // y as one more column.
            double[][] all = [.. x, y];
            Cross = [.. all.Select(a => all.Select(b => Dot(a, b)).ToArray())];
            Sizes = [.. blocks.Select(b => (double)b.Length)];
            Sums = [.. blocks.Select(b => all.Select(c => b.Sum(i => c[i])).ToArray())];
        }

        public int N { get; }

        public int P { get; }

        public double[][] Cross { get; }

        public double[] Sizes { get; }

        public double[][] Sums { get; }

        /// <summary>Sum over blocks of columns' (p I + q J) columns.</summary>
        public double[][] Weighted(double p, Func<double, double> q)
        {
            double[][] result = [.. Cross.Select(r => r.Select(v => p * v).ToArray())];
            for (int b = 0; b < Sizes.Length; b++)
            {
                double weight = q(Sizes[b]);
                for (int i = 0; i <= P; i++)
                {
                    for (int j = 0; j <= P; j++) result[i][j] += weight * Sums[b][i] * Sums[b][j];
                }
            }

            return result;
        }

        private static double Dot(double[] a, double[] b)
        {
            double sum = 0;
            for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
            return sum;
        }
    }

    private sealed class Likelihood
    {
        private readonly int p;
        private readonly double[][][] first, second;

        public Likelihood(BlockSums s, double error, double between)
        {
            p = s.P;
            // V^-1 = (I - l J) / e; times J it is J / (e + n b).
            double[][] inverse = s.Weighted(1 / error, n => -between / (error * (error + (n * between))));
            var system = SymmetricSystem.Factor([.. inverse.Take(p).Select(r => r[..p])]);
            Covariance = [.. Enumerable.Range(0, p).Select(i => system.Solve([.. Enumerable.Range(0, p).Select(j => i == j ? 1.0 : 0)]))];
            Coefficients = system.Solve([.. inverse.Take(p).Select(r => r[p])]);
            double logDeterminant = s.Sizes.Sum(n => ((n - 1) * Math.Log(error)) + Math.Log(error + (n * between)));
            double fit = inverse[p][p];
            for (int i = 0; i < p; i++) fit -= Coefficients[i] * inverse[i][p];
            Twice = -(logDeterminant + LogDeterminant([.. inverse.Take(p).Select(r => r[..p])]) + fit);

            // Columns' V^-1 V_i V^-1 columns, and V^-1 V_i V^-1 V_j V^-1.
            Func<double, double> d = n => error + (n * between);
            double e2 = error * error, e3 = e2 * error;
            // V^-1 V^-1 = I / e2 + J (1 / d^2 - 1 / e2) / n; J is n times a projection.
            first = [s.Weighted(1 / e2, n => ((1 / (d(n) * d(n))) - (1 / e2)) / n), s.Weighted(0, n => 1 / (d(n) * d(n)))];
            double[][] ee = s.Weighted(1 / e3, n => ((1 / (d(n) * d(n) * d(n))) - (1 / e3)) / n);
            double[][] eb = s.Weighted(0, n => 1 / (d(n) * d(n) * d(n))), bb = s.Weighted(0, n => n / (d(n) * d(n) * d(n)));
            second = [ee, eb, eb, bb];

            double[] traces = [s.Sizes.Sum(n => ((n - 1) / error) + (1 / d(n))), s.Sizes.Sum(n => n / d(n))];
            double[][] squares = [[s.Sizes.Sum(n => ((n - 1) / e2) + (1 / (d(n) * d(n)))), s.Sizes.Sum(n => n / (d(n) * d(n)))], [s.Sizes.Sum(n => n / (d(n) * d(n))), s.Sizes.Sum(n => n * n / (d(n) * d(n)))]];
            Trace = new double[2];
            Quadratic = new double[2];
            Information = [new double[2], new double[2]];
            for (int i = 0; i < 2; i++)
            {
                Trace[i] = traces[i] - TraceProduct(Covariance, first[i]);
                Quadratic[i] = Residual(first[i]);
                for (int j = 0; j < 2; j++)
                    Information[i][j] = squares[i][j] - (2 * TraceProduct(Covariance, Second(i, j))) + TraceProduct(Product(Covariance, first[i]), Product(Covariance, first[j]));
            }
        }

        public double Twice { get; }

        public double[][] Covariance { get; }

        public double[] Coefficients { get; }

        /// <summary>tr(P V_i).</summary>
        public double[] Trace { get; }

        /// <summary>y' P V_i P y.</summary>
        public double[] Quadratic { get; }

        /// <summary>tr(P V_i P V_j).</summary>
        public double[][] Information { get; }

        /// <summary>Minus the derivative of a coefficient's variance by variance i: (Phi P_i Phi), P_i = -X' V^-1 V_i V^-1 X.</summary>
        public double Between(int i, int c)
        {
            double sum = 0;
            for (int a = 0; a < p; a++)
            {
                for (int b = 0; b < p; b++) sum += Covariance[c][a] * -first[i][a][b] * Covariance[b][c];
            }

            return sum;
        }

        /// <summary>(Phi (Q_ij - P_i Phi P_j) Phi) of a coefficient.</summary>
        public double Adjustment(int i, int j, int c)
        {
            double[][] inner = Product(Product(Square(first[i]), Covariance), Square(first[j]));
            double sum = 0;
            for (int a = 0; a < p; a++)
            {
                for (int b = 0; b < p; b++) sum += Covariance[c][a] * (Second(i, j)[a][b] - inner[a][b]) * Covariance[b][c];
            }

            return sum;
        }

        /// <summary>Observed information of variances: y' P V_i P V_j P y - tr(P V_i P V_j) / 2.</summary>
        public double Observed(int i, int j)
        {
            // y' P V_i V^-1 V_j P y less what the columns explain of it; r = y - X beta.
            double[] ri = Crossed(first[i]), rj = Crossed(first[j]);
            double explained = 0;
            for (int a = 0; a < p; a++)
            {
                for (int b = 0; b < p; b++) explained += ri[a] * Covariance[a][b] * rj[b];
            }

            return Residual(Second(i, j)) - explained - (0.5 * Information[i][j]);
        }

        private double[][] Second(int i, int j) => second[(2 * i) + j];

        // (y - X beta)' M (y - X beta) of a matrix over columns and y.
        private double Residual(double[][] m)
        {
            double sum = m[p][p];
            for (int a = 0; a < p; a++)
            {
                sum -= 2 * Coefficients[a] * m[a][p];
                for (int b = 0; b < p; b++) sum += Coefficients[a] * m[a][b] * Coefficients[b];
            }

            return sum;
        }

        // X' M (y - X beta).
        private double[] Crossed(double[][] m)
        {
            double[] result = new double[p];
            for (int a = 0; a < p; a++)
            {
                result[a] = m[a][p];
                for (int b = 0; b < p; b++) result[a] -= m[a][b] * Coefficients[b];
            }

            return result;
        }

        private double[][] Square(double[][] m) => [.. m.Take(p).Select(r => r[..p])];

        private double TraceProduct(double[][] a, double[][] b)
        {
            double sum = 0;
            for (int i = 0; i < p; i++)
            {
                for (int j = 0; j < p; j++) sum += a[i][j] * b[j][i];
            }

            return sum;
        }

        private double[][] Product(double[][] a, double[][] b)
        {
            double[][] result = new double[p][];
            for (int i = 0; i < p; i++)
            {
                result[i] = new double[p];
                for (int j = 0; j < p; j++)
                {
                    for (int k = 0; k < p; k++) result[i][j] += a[i][k] * b[k][j];
                }
            }

            return result;
        }

        private static double LogDeterminant(double[][] matrix)
        {
            SymmetricSystem.Factor(matrix);
            double sum = 0;
            for (int i = 0; i < matrix.Length; i++) sum += 2 * Math.Log(matrix[i][i]);
            return sum;
        }
    }
}
