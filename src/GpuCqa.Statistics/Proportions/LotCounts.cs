using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>One cluster's counts over lots, and the beta-binomial likelihood of them.</summary>
internal sealed class LotCounts
{
    private readonly long[] counts;
    private readonly long[] cells;

    public LotCounts(long[] counts, long[] cells)
    {
        if (counts.Length != cells.Length) throw new InvalidParameterException($"Expected one total per lot; found {counts.Length} counts and {cells.Length} totals.");
        if (counts.Length < 2) throw new InvalidParameterException($"The spread between lots needs at least two lots; found {counts.Length}.");
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] < 0 || counts[i] > cells[i] || cells[i] == 0) throw new InvalidParameterException($"Lot {i + 1}: expected a count between 0 and a positive number of cells; found {counts[i]} of {cells[i]}.");
        }

        this.counts = counts;
        this.cells = cells;
    }

    public int Lots => counts.Length;

    public long Cells => cells.Sum();

    public double PooledShare => (double)counts.Sum() / Cells;

    public long Count(int lot) => counts[lot];

    public long CellsOf(int lot) => cells[lot];

    /// <summary>Twice the derivative of the log-likelihood with respect to rho / (1 - rho) at rho = 0.</summary>
    public double SpreadSlope()
    {
        double p = PooledShare, slope = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            double x = counts[i], rest = cells[i] - x;
            slope += x * (x - 1) / p + rest * (rest - 1) / (1 - p) - (double)cells[i] * (cells[i] - 1);
        }

        return slope;
    }

    public double LogLikelihood(double a, double b)
    {
        double sum = 0;
        for (int i = 0; i < counts.Length; i++) sum += BetaBinomial.LogProbability(counts[i], cells[i], a, b);
        return sum;
    }

    public double BinomialLogLikelihood()
    {
        double p = PooledShare, sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            sum += GammaFunction.Log(cells[i] + 1.0) - GammaFunction.Log(counts[i] + 1.0) - GammaFunction.Log(cells[i] - counts[i] + 1.0)
                + counts[i] * Math.Log(p) + (cells[i] - counts[i]) * Math.Log(1 - p);
        }

        return sum;
    }

    /// <summary>Gradient and Hessian of the log-likelihood in (ln a, ln b).</summary>
    public (double Gu, double Gv, double Huu, double Huv, double Hvv) LogScaleDerivatives(double a, double b)
    {
        double ga = 0, gb = 0, haa = 0, hab = 0, hbb = 0;
        double digammaA = GammaFunction.Digamma(a), digammaB = GammaFunction.Digamma(b), digammaSum = GammaFunction.Digamma(a + b);
        double trigammaA = GammaFunction.Trigamma(a), trigammaB = GammaFunction.Trigamma(b), trigammaSum = GammaFunction.Trigamma(a + b);
        for (int i = 0; i < counts.Length; i++)
        {
            double total = GammaFunction.Digamma(cells[i] + a + b), curvature = trigammaSum - GammaFunction.Trigamma(cells[i] + a + b);
            ga += GammaFunction.Digamma(counts[i] + a) - digammaA + digammaSum - total;
            gb += GammaFunction.Digamma(cells[i] - counts[i] + b) - digammaB + digammaSum - total;
            haa += GammaFunction.Trigamma(counts[i] + a) - trigammaA + curvature;
            hbb += GammaFunction.Trigamma(cells[i] - counts[i] + b) - trigammaB + curvature;
            hab += curvature;
        }

        return (a * ga, b * gb, a * a * haa + a * ga, a * b * hab, b * b * hbb + b * gb);
    }
}
