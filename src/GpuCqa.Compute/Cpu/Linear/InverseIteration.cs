using GpuCqa.Core.Randomness;

namespace GpuCqa.Compute.Linear;

/// <summary>Eigenvectors of a tridiagonal block by inverse iteration, kept orthogonal to those of eigenvalues nearby.</summary>
/// <remarks>
/// Peters and Wilkinson (1971); LAPACK's dstein, but a vector is projected against all that lie within a hundredth of the norm rather than against chains of a thousandth, twice
/// in each step: what inverse iteration leaves of vectors farther away is a hundred roundings. A vector is taken when its residual, measured and not estimated, is
/// rounding; one that does not get there starts again from another random vector.
/// </remarks>
internal sealed unsafe class InverseIteration
{
    /// <summary>Eigenvalues within this part of the norm are kept orthogonal explicitly.</summary>
    private const double Near = 1e-2;

    private const int Starts = 6;
    private const int Steps = 8;

    /// <summary>Residuals in units of rounding of the norm: a step more does not gain below the first, and above the second a vector is refused.</summary>
    private const double Good = 4, Bearable = 128;

    /// <summary>Magnitude beyond which a solution is scaled down on its way.</summary>
    private const double Large = 1e150;

    private readonly DenseKernels kernels;
    private readonly TridiagonalBlock block;
    private readonly double[] diagonal;
    private readonly double[] off;
    private readonly double[] pivots;
    private readonly double[] above;
    private readonly double[] second;
    private readonly double[] factors;
    private readonly bool[] swapped;
    private readonly ulong seed;

    private InverseIteration(DenseKernels kernels, TridiagonalBlock block, double[] diagonal, double[] off, ulong seed)
    {
        (this.kernels, this.block, this.seed) = (kernels, block, seed);
        int m = block.Size;
        this.diagonal = diagonal.AsSpan(block.First, m).ToArray();
        this.off = off.AsSpan(block.First, m - 1).ToArray();
        (pivots, above, second, factors, swapped) = (new double[m], new double[m], new double[m], new double[m], new bool[m]);
    }

    /// <summary>The vectors of some eigenvalues of a block.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="block">The block.</param>
    /// <param name="diagonal">Diagonal of the whole matrix.</param>
    /// <param name="off">Its couplings.</param>
    /// <param name="values">Eigenvalues of the block, falling.</param>
    /// <param name="rows">Receives a vector a row, in the block's places; zero before.</param>
    /// <param name="stride">Elements between rows.</param>
    /// <param name="seed">Seed of the random vectors.</param>
    /// <returns>False when a vector was not found.</returns>
    public static bool Find(DenseKernels kernels, TridiagonalBlock block, double[] diagonal, double[] off, ReadOnlySpan<double> values, double* rows, long stride, ulong seed)
    {
        if (block.Size == 1)
        {
            rows[block.First] = 1;
            return true;
        }

        var iteration = new InverseIteration(kernels, block, diagonal, off, seed);
        for (int p = 0, near = 0; p < values.Length; p++)
        {
            while (values[near] - values[p] > Near * block.Norm) near++;
            if (!iteration.Vector(values[p], p, rows + block.First + (near * stride), p - near, rows + block.First + (p * stride), stride)) return false;
        }

        return true;
    }

    private bool Vector(double value, int index, double* near, int nearRows, double* x, long stride)
    {
        Factor(value);
        var products = new double[nearRows];
        fixed (double* sums = products)
        {
            for (int start = 0; start < Starts; start++)
            {
                var random = new Philox(seed, RandomPurpose.EigenStart, ((ulong)block.First << 32) + (ulong)((index * Starts) + start));
                for (int i = 0; i < block.Size; i++) x[i] = (2 * random.NextDouble()) - 1;
                if (!Project(near, nearRows, x, stride, sums)) continue;
                double last = double.PositiveInfinity;
                for (int step = 1; step <= Steps; step++)
                {
                    Solve(x);
                    if (!Project(near, nearRows, x, stride, sums)) break;
                    double residual = Residual(value, x) / (TridiagonalBlock.Unit * block.Norm);
                    // The second step clears what the first has left of other vectors.
                    if (step >= 2 && residual <= (residual > 0.5 * last ? Bearable : Good)) return true;
                    last = residual;
                }
            }
        }

        return false;
    }

    /// <summary>Takes the rows nearby out of x and makes it a unit vector; false when it lies among them.</summary>
    private bool Project(double* near, int nearRows, double* x, long stride, double* sums)
    {
        if (!Normalize(x)) return false;
        for (int pass = 0; pass < 2 && nearRows > 0; pass++)
        {
            kernels.DotRows(near, stride, nearRows, x, sums, block.Size);
            for (int r = 0; r < nearRows; r++) sums[r] = -sums[r];
            kernels.AddRows(near, stride, nearRows, sums, x, block.Size);
            if (!Normalize(x)) return false;
        }

        return true;
    }

    private bool Normalize(double* x)
    {
        double largest = 0;
        for (int i = 0; i < block.Size; i++) largest = Math.Max(largest, Math.Abs(x[i]));
        if (!(largest > 0 && double.IsFinite(largest))) return false;
        int exponent = Math.ILogB(largest);
        for (int i = 0; i < block.Size; i++) x[i] = Math.ScaleB(x[i], -exponent);
        double scale = 1 / Math.Sqrt(kernels.Dot(x, x, block.Size));
        for (int i = 0; i < block.Size; i++) x[i] *= scale;
        return true;
    }

    /// <summary>Gaussian elimination of T - value I with exchange of neighbouring rows.</summary>
    private void Factor(double value)
    {
        int m = block.Size;
        for (int i = 0; i < m; i++) pivots[i] = diagonal[i] - value;
        off.CopyTo(above, 0);
        for (int i = 0; i < m - 1; i++)
        {
            double under = off[i];
            swapped[i] = Math.Abs(pivots[i]) < Math.Abs(under);
            second[i] = 0;
            if (!swapped[i])
            {
                factors[i] = under / pivots[i];
                pivots[i + 1] -= factors[i] * above[i];
                continue;
            }

            factors[i] = pivots[i] / under;
            double upper = above[i];
            (pivots[i], above[i]) = (under, pivots[i + 1]);
            pivots[i + 1] = upper - (factors[i] * above[i]);
            if (i == m - 2) continue;
            second[i] = above[i + 1];
            above[i + 1] = -factors[i] * above[i + 1];
        }

        // Every other pivot is as large as a coupling, which is more than rounding.
        double least = TridiagonalBlock.Unit * block.Norm;
        if (Math.Abs(pivots[m - 1]) < least) pivots[m - 1] = Math.CopySign(least, pivots[m - 1]);
    }

    /// <summary>x = (T - value I)^-1 x, but for its length.</summary>
    private void Solve(double* x)
    {
        int m = block.Size;
        for (int i = 0; i < m - 1; i++)
        {
            if (swapped[i]) (x[i], x[i + 1]) = (x[i + 1], x[i] - (factors[i] * x[i + 1]));
            else x[i + 1] -= factors[i] * x[i];
        }

        double one = 0, two = 0;
        for (int i = m - 1; i >= 0; i--)
        {
            double next = (x[i] - (above[i] * one) - (second[i] * two)) / pivots[i];
            x[i] = next;
            (one, two) = (next, one);
            if (Math.Abs(next) <= Large) continue;
            for (int j = 0; j < m; j++) x[j] *= 1 / Large;
            (one, two) = (one / Large, two / Large);
        }
    }

    private double Residual(double value, double* x)
    {
        int m = block.Size;
        double squares = 0;
        for (int i = 0; i < m; i++)
        {
            double sum = (diagonal[i] - value) * x[i];
            if (i > 0) sum += off[i - 1] * x[i - 1];
            if (i < m - 1) sum += off[i] * x[i + 1];
            squares += sum * sum;
        }

        return Math.Sqrt(squares);
    }
}
