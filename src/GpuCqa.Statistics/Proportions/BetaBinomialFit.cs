using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Maximum-likelihood beta-binomial fit of one cluster's counts over lots.</summary>
/// <param name="Share">Mean share a / (a + b).</param>
/// <param name="Precision">a + b; infinite when the lots vary no more than cells drawn at random would.</param>
/// <param name="Correlation">Intra-class correlation 1 / (a + b + 1), the between-lot spread.</param>
/// <param name="LogLikelihood">Maximized log-likelihood, with binomial coefficients.</param>
public sealed record BetaBinomialFit(double Share, double Precision, double Correlation, double LogLikelihood)
{
    /// <summary>Fits shares of lots.</summary>
    /// <param name="counts">Cells of the cluster, per lot.</param>
    /// <param name="cells">Cells, per lot.</param>
    /// <exception cref="InvalidParameterException">When lengths differ, a count is out of range, or the cluster holds no cell or every cell.</exception>
    /// <remarks>
    /// Damped Newton on (ln a, ln b) with analytic second derivatives, from the moments. When the likelihood falls as soon as the spread
    /// leaves zero (sign of its derivative at the binomial limit) the fit is the binomial one.
    /// </remarks>
    public static BetaBinomialFit Of(ReadOnlySpan<long> counts, ReadOnlySpan<long> cells)
    {
        var data = new LotCounts(counts.ToArray(), cells.ToArray());
        double pooled = data.PooledShare;
        if (pooled is 0 or 1) throw new InvalidParameterException("A beta-binomial fit needs a cluster that holds some but not all cells.");
        if (data.SpreadSlope() <= 0) return new BetaBinomialFit(pooled, double.PositiveInfinity, 0, data.BinomialLogLikelihood());
        double icc = Math.Clamp(Overdispersion.Anova(counts, cells).Correlation, 1e-6, 0.9);
        double u = Math.Log(pooled * (1 / icc - 1)), v = Math.Log((1 - pooled) * (1 / icc - 1)), damping = 1e-3;
        double best = data.LogLikelihood(Math.Exp(u), Math.Exp(v));
        for (int i = 0; i < 500 && damping < 1e12; i++)
        {
            (double gu, double gv, double huu, double huv, double hvv) = data.LogScaleDerivatives(Math.Exp(u), Math.Exp(v));
            // -H + damping: positive definite once the damping is large enough, then a step uphill.
            double m11 = -huu + damping, m22 = -hvv + damping, determinant = m11 * m22 - huv * huv;
            double du = (m22 * gu + huv * gv) / determinant, dv = (huv * gu + m11 * gv) / determinant;
            double next = m11 > 0 && determinant > 0 && Math.Abs(du) < 5 && Math.Abs(dv) < 5 ? data.LogLikelihood(Math.Exp(u + du), Math.Exp(v + dv)) : double.NegativeInfinity;
            if (!(next >= best))
            {
                damping *= 10;
                continue;
            }

            (u, v, best, damping) = (u + du, v + dv, next, damping / 10);
            if (Math.Abs(du) + Math.Abs(dv) < 1e-12) break;
        }

        double a = Math.Exp(u), b = Math.Exp(v);
        return new BetaBinomialFit(a / (a + b), a + b, BetaBinomial.Correlation(a, b), best);
    }
}
