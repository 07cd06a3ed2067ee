using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Transforms of the composition of lots. Input: lots x clusters, cell counts; output rows are lots.</summary>
/// <remarks>
/// Log-ratios add a pseudocount (0.5 by convention) to every count. The fraction p(cluster | lot) is what a discovery is made on; the
/// transforms are sensitivity analyses, since a driver enters the geometric mean and log-ratios do not undo closure.
/// </remarks>
public static class Composition
{
    /// <summary>The default pseudocount of log-ratios.</summary>
    public const double Pseudocount = 0.5;

    /// <summary>Share of each cluster in its lot, p(cluster | lot); NaN in a lot without cells.</summary>
    public static double[][] Fractions(IReadOnlyList<double[]> counts) => Each(counts, row =>
    {
        double total = row.Sum();
        return Array.ConvertAll(row, c => c / total);
    });

    /// <summary>Share of each lot in its cluster, p(lot | cluster): follows the number of cells captured per lot, and is never the default.</summary>
    public static double[][] LotShares(IReadOnlyList<double[]> counts)
    {
        Require(counts);
        double[] totals = new double[counts[0].Length];
        foreach (double[] row in counts)
        {
            for (int k = 0; k < row.Length; k++) totals[k] += row[k];
        }

        return Each(counts, row => row.Select((c, k) => c / totals[k]).ToArray());
    }

    /// <summary>Centred log-ratio: log share less the mean log share of the lot.</summary>
    public static double[][] Clr(IReadOnlyList<double[]> counts, double pseudocount = Pseudocount) => Each(counts, row =>
    {
        double[] logs = Logs(row, pseudocount);
        double mean = logs.Average();
        return Array.ConvertAll(logs, v => v - mean);
    });

    /// <summary>Additive log-ratio to a reference cluster, which is left out of the result.</summary>
    public static double[][] Alr(IReadOnlyList<double[]> counts, int reference, double pseudocount = Pseudocount) => Each(counts, row =>
    {
        double[] logs = Logs(row, pseudocount);
        return logs.Where((_, k) => k != reference).Select(v => v - logs[reference]).ToArray();
    });

    /// <summary>Isometric log-ratio by pivots: sqrt(i / (i + 1)) (mean of the first i log shares - log share i + 1).</summary>
    public static double[][] IlrPivot(IReadOnlyList<double[]> counts, double pseudocount = Pseudocount) => Each(counts, row =>
    {
        double[] logs = Logs(row, pseudocount);
        double[] result = new double[logs.Length - 1];
        double sum = 0;
        for (int i = 1; i < logs.Length; i++)
        {
            sum += logs[i - 1];
            result[i - 1] = Math.Sqrt(i / (i + 1.0)) * (sum / i - logs[i]);
        }

        return result;
    });

    /// <summary>log(p / (1 - p)) of (count + 0.5) / (cells + 0.5 clusters), propeller's default.</summary>
    public static double[][] Logit(IReadOnlyList<double[]> counts, double pseudocount = Pseudocount) => Each(counts, row =>
    {
        double total = row.Sum() + pseudocount * row.Length;
        return Array.ConvertAll(row, c => Math.Log((c + pseudocount) / (total - c - pseudocount)));
    });

    /// <summary>Arc sine of the square root of the share.</summary>
    public static double[][] ArcSine(IReadOnlyList<double[]> counts) => Each(counts, row =>
    {
        double total = row.Sum();
        return Array.ConvertAll(row, c => Math.Asin(Math.Sqrt(c / total)));
    });

    /// <summary>Aitchison distance between every two lots: Euclidean distance of centred log-ratios.</summary>
    public static double[][] AitchisonDistances(IReadOnlyList<double[]> counts, double pseudocount = Pseudocount)
    {
        double[][] clr = Clr(counts, pseudocount);
        return Array.ConvertAll(clr, a => Array.ConvertAll(clr, b => Math.Sqrt(a.Zip(b, (p, q) => (p - q) * (p - q)).Sum())));
    }

    private static double[] Logs(double[] row, double pseudocount) => Array.ConvertAll(row, c => Math.Log(c + pseudocount));

    private static double[][] Each(IReadOnlyList<double[]> counts, Func<double[], double[]> transform)
    {
        Require(counts);
        return counts.Select(transform).ToArray();
    }

    private static void Require(IReadOnlyList<double[]> counts)
    {
        for (int lot = 0; lot < counts.Count; lot++)
        {
            if (counts[lot].Length != counts[0].Length) throw new InvalidParameterException($"Expected the same clusters in every lot; lot {lot + 1} has {counts[lot].Length}, lot 1 has {counts[0].Length}.");
            if (counts[lot].Any(c => !(c >= 0) || double.IsInfinity(c))) throw new InvalidParameterException($"Counts are finite and not negative; lot {lot + 1} has another value.");
        }
    }
}
