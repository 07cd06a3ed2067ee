using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Moderated t test of transformed shares between two groups of lots, one test a cluster.</summary>
/// <remarks>
/// The convention of propeller (Phipson et al. 2022) and limma's eBayes without trend or robustness (Smyth 2004): variances are shrunk to a
/// common prior fitted by the moments of their logs. When the logs vary less than sampling alone would make them, the prior has infinite
/// degrees of freedom and is the mean variance. Total degrees of freedom are at most the sum over clusters.
/// </remarks>
public sealed record ModeratedT
{
    /// <summary>Mean of group 1 less mean of group 0, per cluster.</summary>
    public required double[] Coefficients { get; init; }

    /// <summary>Residual variance, per cluster.</summary>
    public required double[] Variances { get; init; }

    /// <summary>Residual degrees of freedom, lots less two.</summary>
    public required int ResidualFreedom { get; init; }

    /// <summary>Prior degrees of freedom; may be infinite.</summary>
    public required double PriorFreedom { get; init; }

    /// <summary>Prior variance.</summary>
    public required double PriorVariance { get; init; }

    /// <summary>Moderated variance, per cluster.</summary>
    public required double[] PosteriorVariances { get; init; }

    /// <summary>Degrees of freedom of the moderated t.</summary>
    public required double TotalFreedom { get; init; }

    /// <summary>Moderated t, per cluster.</summary>
    public required double[] T { get; init; }

    /// <summary>Two-sided p, per cluster.</summary>
    public required double[] P { get; init; }

    /// <summary>Tests every cluster.</summary>
    /// <param name="values">Lots x clusters, transformed shares (<see cref="Composition.Logit"/> or <see cref="Composition.ArcSine"/>).</param>
    /// <param name="secondGroup">For each lot, whether it belongs to the second group.</param>
    /// <exception cref="InvalidParameterException">When there is no value per lot, a group is empty, or fewer than three lots.</exception>
    public static ModeratedT Between(IReadOnlyList<double[]> values, IReadOnlyList<bool> secondGroup)
    {
        int lots = values.Count, second = secondGroup.Count(g => g), first = lots - second;
        if (secondGroup.Count != lots) throw new InvalidParameterException($"Expected one group per lot; found {secondGroup.Count} for {lots} lots.");
        if (first == 0 || second == 0 || lots < 3) throw new InvalidParameterException($"The test needs both groups and at least three lots; found {first} and {second} lots.");
        int clusters = values[0].Length, freedom = lots - 2;
        double[] coefficients = new double[clusters], variances = new double[clusters];
        for (int k = 0; k < clusters; k++)
        {
            double[] means = new double[2];
            for (int l = 0; l < lots; l++) means[secondGroup[l] ? 1 : 0] += values[l][k] / (secondGroup[l] ? second : first);
            for (int l = 0; l < lots; l++)
            {
                double residual = values[l][k] - means[secondGroup[l] ? 1 : 0];
                variances[k] += residual * residual / freedom;
            }

            coefficients[k] = means[1] - means[0];
        }

        VariancePrior prior = VariancePrior.Fit(variances, freedom);
        double[] posterior = Array.ConvertAll(variances, prior.Shrink);
        double total = prior.TotalFreedom, scale = Math.Sqrt(1.0 / first + 1.0 / second);
        double[] t = coefficients.Zip(posterior, (c, s) => c / (Math.Sqrt(s) * scale)).ToArray();
        return new ModeratedT
        {
            Coefficients = coefficients, Variances = variances, ResidualFreedom = freedom, PriorFreedom = prior.Freedom, PriorVariance = prior.Variance,
            PosteriorVariances = posterior, TotalFreedom = total, T = t, P = Array.ConvertAll(t, v => StudentDistribution.TwoSided(v, total)),
        };
    }
}
