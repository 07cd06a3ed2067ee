namespace GpuCqa.Statistics;

/// <summary>The restricted likelihood of a nested random model with a common mean, its score and its information.</summary>
/// <remarks>P = V^-1 - V^-1 1 1' V^-1 / 1' V^-1 1. Information of components f and g: 1/2 tr(P V_f P V_g), whose inverse is their asymptotic covariance (Giesbrecht and Burns 1985).</remarks>
internal sealed class NestedLikelihood
{
    private readonly NestedBlock[] blocks;
    private readonly int components, values;

    public NestedLikelihood(double[] y, NestedDesign design)
    {
        components = design.Factors.Count + 1;
        values = y.Length;
        double mean = y.Average();
        blocks = [.. Enumerable.Range(0, y.Length).GroupBy(i => design.Groups[0][i]).OrderBy(g => g.Key).Select(block =>
        {
            int[] members = [.. block];
            return new NestedBlock(Array.ConvertAll(members, i => y[i] - mean), [.. design.Groups.Select(g => Renumbered(members, g))]);
        })];
    }

    public int Components => components;

    /// <summary>Twice the restricted log-likelihood less its constant, tr(P V_f), |Z_f' P y|^2 and tr(P V_f P V_g) at components.</summary>
    public (double Twice, double[] Traces, double[] Quadratics, double[][] Information) At(double[] theta)
    {
        NestedBlockSums[] sums = Array.ConvertAll(blocks, b => b.Sums(theta));
        double s = sums.Sum(b => b.Ones), mean = sums.Sum(b => b.OneY) / s;
        double twice = -(sums.Sum(b => b.LogDeterminant) + Math.Log(s) + sums.Sum(b => b.YY) - (s * mean * mean));
        double[] traces = new double[components], quadratics = new double[components], norms = new double[components];
        double[][] information = [.. Enumerable.Range(0, components).Select(_ => new double[components])];
        for (int f = 0; f < components; f++)
        {
            foreach (NestedBlockSums b in sums)
            {
                traces[f] += b.Traces[f];
                for (int g = 0; g < b.GroupOnes[f].Length; g++)
                {
                    norms[f] += b.GroupOnes[f][g] * b.GroupOnes[f][g];
                    double residual = b.GroupY[f][g] - (b.GroupOnes[f][g] * mean);
                    quadratics[f] += residual * residual;
                }
            }

            traces[f] -= norms[f] / s;
        }

        for (int f = 0; f < components; f++)
        {
            for (int g = 0; g < components; g++)
                information[f][g] = sums.Sum(b => b.Squares[f][g]) - (2 * sums.Sum(b => b.Bilinear[f][g]) / s) + (norms[f] * norms[g] / (s * s));
        }

        return (twice, traces, quadratics, information);
    }

    /// <summary>Twice the observed information, 2 y' P V_f P V_g P y - tr(P V_f P V_g): minus the second derivatives of twice the restricted log-likelihood.</summary>
    public double[][] Observed(double[] theta)
    {
        NestedBlockSums[] sums = Array.ConvertAll(blocks, b => b.Sums(theta));
        double s = sums.Sum(b => b.Ones), mean = sums.Sum(b => b.OneY) / s;
        double[][] information = At(theta).Information;
        // A_f' a_f with a the residual's group sums: what the estimated mean takes.
        double[] taken = new double[components];
        for (int f = 0; f < components; f++)
        {
            foreach (NestedBlockSums b in sums)
            {
                for (int g = 0; g < b.GroupOnes[f].Length; g++) taken[f] += b.GroupOnes[f][g] * (b.GroupY[f][g] - (b.GroupOnes[f][g] * mean));
            }
        }

        return [.. Enumerable.Range(0, components).Select(f => Enumerable.Range(0, components).Select(g =>
        {
            double quadratic = sums.Sum(b => b.Observed[f][g] - (mean * (b.Mixed[f][g] + b.Mixed[g][f])) + (mean * mean * b.Bilinear[f][g])) - (taken[f] * taken[g] / s);
            return (2 * quadratic) - information[f][g];
        }).ToArray())];
    }

    private static int[] Renumbered(int[] members, int[] groups)
    {
        var seen = new Dictionary<int, int>();
        return Array.ConvertAll(members, i =>
        {
            if (!seen.TryGetValue(groups[i], out int own)) seen.Add(groups[i], own = seen.Count);
            return own;
        });
    }

    public int Values => values;
}
