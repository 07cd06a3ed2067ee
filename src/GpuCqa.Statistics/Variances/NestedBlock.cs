namespace GpuCqa.Statistics;

/// <summary>The values of one outermost group, which no other group covaries with: the part of every sum of a likelihood that it makes.</summary>
internal sealed class NestedBlock
{
    private readonly double[] centered;
    private readonly int[][] groups;
    private readonly int[] counts;

    /// <param name="values">The values less the overall mean.</param>
    /// <param name="groups">factors x values: group within the block, from 0.</param>
    public NestedBlock(double[] values, int[][] groups)
    {
        centered = values;
        this.groups = groups;
        counts = Array.ConvertAll(groups, g => g.Max() + 1);
    }

    /// <summary>Z' V^-1 Z of all pairs of components, Z' V^-1 1, Z' V^-1 y and so on, at given components.</summary>
    public NestedBlockSums Sums(double[] components)
    {
        int n = centered.Length, factors = groups.Length;
        double[][] v = new double[n][];
        for (int i = 0; i < n; i++)
        {
            v[i] = new double[i + 1];
            for (int j = 0; j <= i; j++)
            {
                for (int f = 0; f < factors && groups[f][i] == groups[f][j]; f++) v[i][j] += components[f];
            }

            v[i][i] += components[factors];
        }

        double logDeterminant = 0;
        double[][] inverse = Inverse(v, ref logDeterminant);
        double[] one = new double[n], y = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                one[i] += inverse[i][j];
                y[i] += inverse[i][j] * centered[j];
            }
        }

        // Rows summed by group, factor by factor; the residual's groups are the values.
        double[][][] rows = new double[factors + 1][][];
        for (int f = 0; f <= factors; f++) rows[f] = f == factors ? inverse : SumRows(inverse, groups[f], counts[f]);
        double[][] squares = [.. Enumerable.Range(0, factors + 1).Select(_ => new double[factors + 1])];
        double[] traces = new double[factors + 1];
        double[][] ones = new double[factors + 1][], ys = new double[factors + 1][];
        var products = new double[factors + 1][][][];
        for (int f = 0; f <= factors; f++)
        {
            ones[f] = f == factors ? one : SumEntries(one, groups[f], counts[f]);
            ys[f] = f == factors ? y : SumEntries(y, groups[f], counts[f]);
            products[f] = new double[factors + 1][][];
            for (int g = 0; g <= f; g++)
            {
                double[][] m = g == factors ? rows[f] : [.. rows[f].Select(r => SumEntries(r, groups[g], counts[g]))];
                products[f][g] = m;
                double sum = 0;
                foreach (double[] row in m)
                {
                    foreach (double x in row) sum += x * x;
                }

                squares[f][g] = squares[g][f] = sum;
                if (f == g) traces[f] = m.Select((r, i) => r[i]).Sum();
            }
        }

        // A_f' M_fg A_g with A of ones, of ones and y, and of y: what is left of the mean over all blocks is known only later.
        double[][] bilinear = Square(), mixed = Square(), observed = Square();
        for (int f = 0; f <= factors; f++)
        {
            for (int g = 0; g <= factors; g++)
            {
                double both = 0, cross = 0, own = 0;
                double[][] m = products[Math.Max(f, g)][Math.Min(f, g)];
                for (int i = 0; i < ones[f].Length; i++)
                {
                    double innerOnes = 0, innerY = 0;
                    for (int j = 0; j < ones[g].Length; j++)
                    {
                        double entry = f >= g ? m[i][j] : m[j][i];
                        innerOnes += entry * ones[g][j];
                        innerY += entry * ys[g][j];
                    }

                    both += ones[f][i] * innerOnes;
                    cross += ones[f][i] * innerY;
                    own += ys[f][i] * innerY;
                }

                bilinear[f][g] = both;
                mixed[f][g] = cross;
                observed[f][g] = own;
            }
        }

        double yy = 0;
        for (int i = 0; i < n; i++) yy += centered[i] * y[i];
        return new NestedBlockSums(logDeterminant, one.Sum(), y.Sum(), yy, traces, squares, bilinear, mixed, observed, ones, ys);

        double[][] Square() => [.. Enumerable.Range(0, factors + 1).Select(_ => new double[factors + 1])];
    }

    // V = L L'; the inverse by solving for unit vectors.
    private static double[][] Inverse(double[][] lower, ref double logDeterminant)
    {
        int n = lower.Length;
        SymmetricSystem system = SymmetricSystem.Factor(lower);
        for (int i = 0; i < n; i++) logDeterminant += 2 * Math.Log(lower[i][i]);
        double[][] inverse = new double[n][];
        for (int c = 0; c < n; c++)
        {
            double[] unit = new double[n];
            unit[c] = 1;
            inverse[c] = system.Solve(unit);
        }

        return inverse;
    }

    private static double[][] SumRows(double[][] matrix, int[] group, int count)
    {
        double[][] sums = new double[count][];
        for (int g = 0; g < count; g++) sums[g] = new double[matrix[0].Length];
        for (int i = 0; i < matrix.Length; i++)
        {
            double[] into = sums[group[i]], row = matrix[i];
            for (int j = 0; j < row.Length; j++) into[j] += row[j];
        }

        return sums;
    }

    private static double[] SumEntries(double[] row, int[] group, int count)
    {
        double[] sums = new double[count];
        for (int i = 0; i < row.Length; i++) sums[group[i]] += row[i];
        return sums;
    }
}
