using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>The parts of every lot to which its potency is attributed: the states of one partition, and what is in none of them.</summary>
/// <remarks>
/// Shares of states and of the rest sum to 1, so a rate of all cells beside the rates of the parts could not be told from these: y = b0 + sum b_k p_k is the same model as y = sum (b0 + b_k) p_k.
/// Each part has its rate, and none is below 0. States without a cell in these lots have no rate.
/// </remarks>
public sealed class PotencyParts
{
    private PotencyParts(int?[] states, double[][] shares)
    {
        States = states;
        Shares = shares;
    }

    /// <summary>State of each part; null = the cells in no state.</summary>
    public IReadOnlyList<int?> States { get; }

    /// <summary>parts x lots.</summary>
    public double[][] Shares { get; }

    /// <summary>The parts of a partition.</summary>
    public static PotencyParts Of(StatePartition partition)
    {
        int[] present = [.. Enumerable.Range(0, partition.States.Count).Where(k => partition.Fractions(k).Any(f => f > 0))];
        double[] rest = [.. Enumerable.Range(0, partition.Lots).Select(l => Math.Max(0, 1 - present.Sum(k => partition.Fractions(k)[l])))];
        // Published shares are rounded.
        bool closed = rest.All(r => r <= StatePartition.Rounding);
        return closed
            ? new PotencyParts([.. present.Select(k => (int?)k)], [.. present.Select(partition.Fractions)])
            : new PotencyParts([.. present.Select(k => (int?)k), null], [.. present.Select(partition.Fractions), rest]);
    }

    /// <summary>Ratio of the largest to the smallest singular value of lots x parts with columns of length 1 (Belsley): above 30 rates of parts trade against one another.</summary>
    /// <param name="columns">parts x lots.</param>
    /// <exception cref="InvalidParameterException">There is no part.</exception>
    public static double Condition(double[][] columns)
    {
        if (columns.Length == 0) throw new InvalidParameterException("There is no part to attribute a potency to.");
        double[][] unit = [.. columns.Select(c =>
        {
            double length = Math.Sqrt(c.Sum(v => v * v));
            return Array.ConvertAll(c, v => v / length);
        })];
        double[] lengths = OrthogonalLengths(unit);
        double smallest = lengths.Min();
        return smallest <= 0 ? double.PositiveInfinity : lengths.Max() / smallest;
    }

    // One-sided Jacobi (Hestenes): columns are turned against one another until all are orthogonal; their lengths are the singular values.
    private static double[] OrthogonalLengths(double[][] columns)
    {
        double[][] a = [.. columns.Select(c => (double[])c.Clone())];
        for (int sweep = 0; sweep < 60; sweep++)
        {
            double largest = 0;
            for (int i = 0; i < a.Length; i++)
            {
                for (int j = i + 1; j < a.Length; j++)
                {
                    double p = 0, q = 0, r = 0;
                    for (int l = 0; l < a[i].Length; l++)
                    {
                        p += a[i][l] * a[i][l];
                        q += a[j][l] * a[j][l];
                        r += a[i][l] * a[j][l];
                    }

                    if (p == 0 || q == 0 || r == 0) continue;
                    largest = Math.Max(largest, Math.Abs(r) / Math.Sqrt(p * q));
                    double zeta = (q - p) / (2 * r), t = (zeta >= 0 ? 1 : -1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta))), c = 1 / Math.Sqrt(1 + (t * t)), s = c * t;
                    for (int l = 0; l < a[i].Length; l++) (a[i][l], a[j][l]) = ((c * a[i][l]) - (s * a[j][l]), (s * a[i][l]) + (c * a[j][l]));
                }
            }

            if (largest < 1e-15) break;
        }

        return [.. a.Select(c => Math.Sqrt(c.Sum(v => v * v)))];
    }
}
