using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuCqa.Compute.Linear;

/// <summary>Eigenvalues of a tridiagonal block by bisection: the pivots of T - x I that are negative are as many as the eigenvalues below x.</summary>
/// <remarks>
/// Barth, Martin and Wilkinson, Numer. Math. 9, 386 (1967); Demmel, Dhillon and Ren (1995) for counts that never fall as x grows. Sixteen eigenvalues at a time, each with an
/// interval of its own: the divisions of one pivot wait for those of the pivot before, not for those of other eigenvalues. Element by element without fused
/// operations, so every vector width has the same bits. A pivot that vanishes makes the next infinite, which counts as it should.
/// </remarks>
internal static unsafe class SturmBisection
{
    /// <summary>Eigenvalues found together.</summary>
    public const int Together = 16;

    /// <summary>Intervals end at this part of the block's norm, if they are not two neighbouring doubles before.</summary>
    private const double Finest = TridiagonalBlock.Unit / 16;

    /// <summary>Halvings after which no interval of doubles is left.</summary>
    private const int MostHalvings = 80;

    /// <summary>Eigenvalues number <paramref name="from"/> to <paramref name="from"/> + count of a block, from the largest down.</summary>
    /// <param name="diagonal">Diagonal of the whole matrix.</param>
    /// <param name="off">Its couplings.</param>
    /// <param name="block">The block.</param>
    /// <param name="from">First eigenvalue, 0 = the largest.</param>
    /// <param name="count">Eigenvalues, <see cref="Together"/> at most.</param>
    /// <param name="values">Receives them.</param>
    public static void Find(double[] diagonal, double[] off, TridiagonalBlock block, int from, int count, Span<double> values)
    {
        if (block.Size == 1)
        {
            values[0] = diagonal[block.First];
            return;
        }

        var squares = new double[block.Size - 1];
        // A negative zero would make the next pivot infinite with the wrong sign.
        double[] centers = new double[block.Size];
        for (int i = 0; i < centers.Length; i++) centers[i] = diagonal[block.First + i] + 0.0;
        for (int i = 0; i < squares.Length; i++) squares[i] = off[block.First + i] * off[block.First + i];
        double* low = stackalloc double[Together], high = stackalloc double[Together], middle = stackalloc double[Together], below = stackalloc double[Together];
        double bound = block.Norm * (1 + (4 * TridiagonalBlock.Unit * block.Size));
        for (int i = 0; i < Together; i++) (low[i], high[i]) = (-bound, bound);
        for (int halving = 0; halving < MostHalvings; halving++)
        {
            bool open = false;
            for (int i = 0; i < Together; i++)
            {
                middle[i] = 0.5 * (low[i] + high[i]);
                open |= i < count && high[i] - low[i] > Finest * block.Norm && middle[i] > low[i] && middle[i] < high[i];
            }

            if (!open) break;
            fixed (double* d = centers, e = squares) CountBelow(d, e, block.Size, middle, below);
            for (int i = 0; i < count; i++)
            {
                // Of the eigenvalues, size - below are at x or above it; number j from the top is among them where that is more than j.
                if (block.Size - below[i] > from + i) low[i] = middle[i];
                else high[i] = middle[i];
            }
        }

        for (int i = 0; i < count; i++) values[i] = 0.5 * (low[i] + high[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountBelow(double* d, double* squares, int size, double* x, double* below)
    {
        Vector256<double> x0 = Vector256.Load(x), x1 = Vector256.Load(x + 4), x2 = Vector256.Load(x + 8), x3 = Vector256.Load(x + 12);
        Vector256<double> zero = Vector256<double>.Zero, one = Vector256.Create(1.0), center = Vector256.Create(d[0]);
        Vector256<double> q0 = center - x0, q1 = center - x1, q2 = center - x2, q3 = center - x3;
        Vector256<double> n0 = Vector256.LessThan(q0, zero) & one, n1 = Vector256.LessThan(q1, zero) & one, n2 = Vector256.LessThan(q2, zero) & one, n3 = Vector256.LessThan(q3, zero) & one;
        for (int i = 1; i < size; i++)
        {
            center = Vector256.Create(d[i]);
            Vector256<double> square = Vector256.Create(squares[i - 1]);
            q0 = center - x0 - (square / q0);
            q1 = center - x1 - (square / q1);
            q2 = center - x2 - (square / q2);
            q3 = center - x3 - (square / q3);
            n0 += Vector256.LessThan(q0, zero) & one;
            n1 += Vector256.LessThan(q1, zero) & one;
            n2 += Vector256.LessThan(q2, zero) & one;
            n3 += Vector256.LessThan(q3, zero) & one;
        }

        n0.Store(below);
        n1.Store(below + 4);
        n2.Store(below + 8);
        n3.Store(below + 12);
    }
}
