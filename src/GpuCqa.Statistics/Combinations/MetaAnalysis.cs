using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Rho of several sets averaged on Fisher's z scale, with Bonett and Wright's variance (1 + r^2 / 2) / (n - 3). For comparison only: at four lots a variance of 1.3 leaves nearly all weight to larger sets, and the normal approximation is poor.</summary>
/// <param name="Z">Fisher's z of each set.</param>
/// <param name="Variances">Variance of each.</param>
/// <param name="FixedRho">Common rho, inverse-variance weights.</param>
/// <param name="FixedInterval">Its interval.</param>
/// <param name="RandomRho">Mean rho when sets differ (DerSimonian and Laird 1986).</param>
/// <param name="RandomInterval">Its interval.</param>
/// <param name="Q">Cochran's Q: spread between the sets, about k - 1 when they agree.</param>
/// <param name="I2">Share of the spread that is beyond chance, max(0, (Q - k + 1) / Q).</param>
/// <param name="Tau2">Variance between sets on the z scale, 0 where they spread no more than by chance.</param>
public sealed record MetaAnalysis(double[] Z, double[] Variances, double FixedRho, Interval FixedInterval, double RandomRho, Interval RandomInterval, double Q, double I2, double Tau2)
{
    /// <summary>Averages; null where a set has fewer than four lots or |rho| = 1, whose z is infinite.</summary>
    /// <param name="rho">Rho of each set.</param>
    /// <param name="lots">Lots of each set.</param>
    /// <param name="confidence">Confidence of the intervals.</param>
    /// <exception cref="InvalidParameterException">When the lengths differ.</exception>
    public static MetaAnalysis? Of(IReadOnlyList<double> rho, IReadOnlyList<int> lots, double confidence = 0.95)
    {
        if (rho.Count != lots.Count) throw new InvalidParameterException($"Expected the lots of {rho.Count} sets; found {lots.Count}.");
        if (rho.Count == 0 || rho.Any(r => !(Math.Abs(r) < 1)) || lots.Any(n => n < 4)) return null;
        double[] z = [.. rho.Select(Math.Atanh)];
        double[] variances = [.. rho.Select((r, i) => (1 + (0.5 * r * r)) / (lots[i] - 3))];
        (double mean, double error) = Average(z, variances, 0);
        double q = 0, weights = 0, squares = 0;
        for (int i = 0; i < z.Length; i++)
        {
            double weight = 1 / variances[i];
            q += weight * (z[i] - mean) * (z[i] - mean);
            weights += weight;
            squares += weight * weight;
        }

        double excess = q - (z.Length - 1);
        double tau = z.Length < 2 || excess <= 0 ? 0 : excess / (weights - (squares / weights));
        (double random, double randomError) = Average(z, variances, tau);
        double quantile = Interval.Quantile(confidence);
        return new MetaAnalysis(z, variances, Math.Tanh(mean), Ends(mean, quantile * error), Math.Tanh(random), Ends(random, quantile * randomError), q, excess <= 0 ? 0 : excess / q, tau);
    }

    private static (double Mean, double Error) Average(double[] z, double[] variances, double between)
    {
        double sum = 0, weights = 0;
        for (int i = 0; i < z.Length; i++)
        {
            double weight = 1 / (variances[i] + between);
            sum += weight * z[i];
            weights += weight;
        }

        return (sum / weights, Math.Sqrt(1 / weights));
    }

    private static Interval Ends(double mean, double half) => new(Math.Tanh(mean - half), Math.Tanh(mean + half));
}
