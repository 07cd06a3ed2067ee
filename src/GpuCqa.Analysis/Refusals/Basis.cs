using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Refusals;

/// <summary>A few vectors over genes.</summary>
internal static class Basis
{
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
    public static void Remove(double[] vector, double[][] others)
    {
        foreach (double[] other in others)
        {
            double dot = 0;
            for (int g = 0; g < vector.Length; g++) dot += vector[g] * other[g];
            for (int g = 0; g < vector.Length; g++) vector[g] -= dot * other[g];
        }
    }

    /// <summary>Makes vectors orthonormal in place, and orthogonal to others; one that is nothing stays zero.</summary>
    public static void Orthonormalize(double[][] basis, double[][] others)
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
        double length = Math.Sqrt(vector.Sum(x => x * x));
        if (length > 0) for (int g = 0; g < vector.Length; g++) vector[g] /= length;
    }
}
