using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Moderated t test that the mean over lots of a difference within lots is zero, one test a gene.</summary>
/// <remarks>
/// limma's eBayes of the differences, without trend or robustness: the same t as of a fit of both sides with a coefficient a lot. The lots are the replicates, so that there are as many
/// residual degrees of freedom as lots less one; genes lend each other variance by <see cref="VariancePrior"/>.
/// </remarks>
public sealed record PairedModeratedT
{
    /// <summary>Fewest lots.</summary>
    public const int FewestLots = 3;

    /// <summary>Mean difference over lots, per gene.</summary>
    public required double[] Means { get; init; }

    /// <summary>Variance of the difference over lots, per gene.</summary>
    public required double[] Variances { get; init; }

    /// <summary>The prior of the variances.</summary>
    public required VariancePrior Prior { get; init; }

    /// <summary>Moderated t, per gene.</summary>
    public required double[] T { get; init; }

    /// <summary>Two-sided p, per gene.</summary>
    public required double[] P { get; init; }

    /// <summary>Tests every gene.</summary>
    /// <param name="differences">Genes x lots, row by row.</param>
    /// <param name="lots">Number of lots, at least <see cref="FewestLots"/>.</param>
    /// <exception cref="InvalidParameterException">There are fewer lots, or the table is not full.</exception>
    public static PairedModeratedT Of(ReadOnlySpan<double> differences, int lots)
    {
        if (lots < FewestLots || differences.Length % lots != 0) throw new InvalidParameterException($"The test needs {FewestLots} lots or more and a difference for each gene and lot; found {lots} lots and {differences.Length} differences.");
        int genes = differences.Length / lots;
        double[] means = new double[genes], variances = new double[genes], t = new double[genes], p = new double[genes];
        for (int g = 0; g < genes; g++)
        {
            ReadOnlySpan<double> row = differences.Slice(g * lots, lots);
            double sum = 0, squares = 0;
            foreach (double d in row) sum += d;
            double mean = sum / lots;
            foreach (double d in row) squares += (d - mean) * (d - mean);
            means[g] = mean;
            variances[g] = squares / (lots - 1);
        }

        VariancePrior prior = VariancePrior.Fit(variances, lots - 1);
        for (int g = 0; g < genes; g++)
        {
            double error = Math.Sqrt(prior.Shrink(variances[g]) / lots);
            t[g] = error > 0 ? means[g] / error : means[g] == 0 ? 0 : double.CopySign(double.PositiveInfinity, means[g]);
            p[g] = StudentDistribution.TwoSided(t[g], prior.TotalFreedom);
        }

        return new PairedModeratedT { Means = means, Variances = variances, Prior = prior, T = t, P = p };
    }
}
