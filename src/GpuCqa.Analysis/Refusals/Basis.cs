using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Refusals;

/// <summary>A few vectors over genes.</summary>
internal static class Basis
{
    private const int Step = 16;

    /// <summary>Random orthonormal vectors to start from.</summary>
    public static double[][] Random(int count, int genes, ulong seed)
    {
        double[][] basis = [.. Enumerable.Range(0, count).Select(j =>
        {
            var random = new Philox(seed, RandomPurpose.EigenStart, (ulong)(1000 + j));
            var v = new double[genes];
            for (int g = 0; g < v.Length; g++) v[g] = random.NextNormal();
            return v;
        })];
        Orthonormalize(basis, []);
        return basis;
    }

    /// <summary>The rows of a matrix.</summary>
    public static double[][] Of(DenseMatrix<float> rows) => [.. Enumerable.Range(0, rows.Rows).Select(r => Array.ConvertAll(rows.Row(r).ToArray(), x => (double)x))];

    /// <summary>Takes out of a vector what lies along others, which are orthonormal.</summary>
    public static void Remove(double[] vector, ReadOnlySpan<double[]> others)
    {
        foreach (double[] other in others) Subtract(vector, other, Dot(vector, other));
    }

    /// <summary>Makes vectors orthonormal in place, and orthogonal to others; one that is nothing stays zero.</summary>
    public static void Orthonormalize(ReadOnlySpan<double[]> basis, ReadOnlySpan<double[]> others)
    {
        for (int j = 0; j < basis.Length; j++)
        {
            for (int twice = 0; twice < 2; twice++)
            {
                Remove(basis[j], others);
                Remove(basis[j], basis[..j]);
            }

            Normalize(basis[j]);
        }
    }

    /// <summary>Scales a vector to length 1.</summary>
    public static void Normalize(double[] vector)
    {
        double length = Math.Sqrt(Dot(vector, vector));
        if (length > 0) for (int g = 0; g < vector.Length; g++) vector[g] /= length;
    }

    // Sixteen sums on every machine, added in one order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(double[] a, double[] b)
    {
        ref double x = ref MemoryMarshal.GetArrayDataReference(a), y = ref MemoryMarshal.GetArrayDataReference(b);
        Vector256<double> s = Vector256<double>.Zero, t = s, u = s, v = s;
        nuint i = 0, whole = (nuint)a.Length / Step * Step;
        for (; i < whole; i += Step)
        {
            s += Vector256.LoadUnsafe(ref x, i) * Vector256.LoadUnsafe(ref y, i);
            t += Vector256.LoadUnsafe(ref x, i + 4) * Vector256.LoadUnsafe(ref y, i + 4);
            u += Vector256.LoadUnsafe(ref x, i + 8) * Vector256.LoadUnsafe(ref y, i + 8);
            v += Vector256.LoadUnsafe(ref x, i + 12) * Vector256.LoadUnsafe(ref y, i + 12);
        }

        s = s + t + (u + v);
        double sum = s[0] + s[2] + (s[1] + s[3]);
        for (; i < (nuint)a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(double[] from, double[] vector, double factor)
    {
        ref double x = ref MemoryMarshal.GetArrayDataReference(from), y = ref MemoryMarshal.GetArrayDataReference(vector);
        Vector256<double> f = Vector256.Create(factor);
        nuint i = 0, whole = (nuint)from.Length / Step * Step;
        for (; i < whole; i += 4) (Vector256.LoadUnsafe(ref x, i) - (f * Vector256.LoadUnsafe(ref y, i))).StoreUnsafe(ref x, i);
        for (; i < (nuint)from.Length; i++) from[i] -= factor * vector[i];
    }
}
