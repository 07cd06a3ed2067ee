using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>The frequency that is detected with 95 %, from a series of spiked samples: logistic regression of detection on the logarithm of the frequency.</summary>
/// <param name="Intercept">At a frequency of 1.</param>
/// <param name="Slope">Per factor of ten.</param>
/// <param name="Limit">Frequency that is detected with the probability.</param>
/// <param name="Interval">By Fieller's theorem on the logarithm; an end that the series does not determine is NaN.</param>
/// <param name="Samples">Spiked samples.</param>
/// <param name="Detected">Samples in which the hazard was detected.</param>
public sealed record LogitLimit(double Intercept, double Slope, double Limit, Interval Interval, int Samples, int Detected)
{
    /// <summary>Fits the series.</summary>
    /// <param name="frequencies">Spiked frequency of each sample, above 0.</param>
    /// <param name="detected">Whether it was detected.</param>
    /// <param name="probability">Of detection, for instance 0.95.</param>
    /// <param name="confidence">Of the interval.</param>
    /// <exception cref="InvalidParameterException">A frequency is not above 0, or lengths differ.</exception>
    /// <exception cref="PreconditionException">The series does not bracket its limit: nothing, or everything, was detected, or detection does not rise.</exception>
    /// <remarks>Firth's penalty keeps the estimate finite where detection jumps from never to always between two frequencies, as it does in short series.</remarks>
    public static LogitLimit Of(IReadOnlyList<double> frequencies, IReadOnlyList<bool> detected, double probability = 0.95, double confidence = 0.95)
    {
        if (frequencies.Count != detected.Count || frequencies.Any(f => !(f > 0))) throw new InvalidParameterException("A series of spiked samples has a frequency above 0 for each.");
        int hits = detected.Count(d => d), n = frequencies.Count;
        if (hits == 0 || hits == n) throw new PreconditionException($"Of {n} spiked samples {(hits == 0 ? "none was" : "all were")} detected: the series does not bracket its limit of detection. Spike {(hits == 0 ? "more" : "less")}.");
        double[] x = [.. frequencies.Select(Math.Log10)];
        double mean = x.Average(), a = 0, b = 0, haa = 1, hab = 0, hbb = 1;
        for (int pass = 0; pass < 200; pass++)
        {
            (haa, hab, hbb) = (0, 0, 0);
            double[] p = [.. x.Select(v => 1 / (1 + Math.Exp(-(a + (b * (v - mean))))))];
            for (int i = 0; i < n; i++)
            {
                double weight = p[i] * (1 - p[i]), u = x[i] - mean;
                haa += weight;
                hab += weight * u;
                hbb += weight * u * u;
            }

            double determinant = (haa * hbb) - (hab * hab);
            if (!(determinant > 0)) throw new PreconditionException("All spiked samples have one frequency: a limit needs several.");
            double ga = 0, gb = 0;
            for (int i = 0; i < n; i++)
            {
                double u = x[i] - mean, leverage = p[i] * (1 - p[i]) * (hbb - (2 * u * hab) + (u * u * haa)) / determinant;
                double residual = (detected[i] ? 1 : 0) - p[i] + (leverage * (0.5 - p[i]));
                ga += residual;
                gb += residual * u;
            }

            double da = ((hbb * ga) - (hab * gb)) / determinant, db = ((haa * gb) - (hab * ga)) / determinant, step = Math.Min(1, 5 / (Math.Abs(da) + Math.Abs(db) + 1e-300));
            a += step * da;
            b += step * db;
            if (Math.Abs(da) + Math.Abs(db) < 1e-12) break;
        }

        if (!(b > 0)) throw new PreconditionException("Detection does not rise with the spiked frequency: the series says nothing about a limit.");
        double logit = Math.Log(probability / (1 - probability)), limit = mean + ((logit - a) / b), full = (haa * hbb) - (hab * hab);
        double vaa = hbb / full, vab = -hab / full, vbb = haa / full;
        // Fieller: u with (a - logit + b u)^2 <= z^2 (vaa + 2 u vab + u^2 vbb).
        double z = Interval.Quantile(confidence), c2 = (b * b) - (z * z * vbb), c1 = ((a - logit) * b) - (z * z * vab), c0 = ((a - logit) * (a - logit)) - (z * z * vaa), inside = (c1 * c1) - (c2 * c0);
        Interval interval = c2 > 0 && inside >= 0 ? new Interval(Math.Pow(10, mean + ((-c1 - Math.Sqrt(inside)) / c2)), Math.Pow(10, mean + ((-c1 + Math.Sqrt(inside)) / c2))) : Interval.Undefined;
        return new LogitLimit(a - (b * mean), b, Math.Pow(10, limit), interval, n, hits);
    }
}
