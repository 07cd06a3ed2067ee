using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>The frequency that is detected with 95 %, from a series of spiked samples: regression of detection on the logarithm of the frequency.</summary>
/// <remarks>
/// Detection of a lot in which single cells are met at random goes as 1 - exp(-n f): the complementary log-log, to which a logistic curve fits badly in its tails (over wide series it reads 1.1 to 1.4 times too high). Both are offered.
/// </remarks>
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
    /// <param name="natural">Probability of a detection without any spike (Abbott): detection goes from it, not from 0, to 1.</param>
    /// <param name="singleHit">The complementary log-log instead of the logistic curve.</param>
    /// <exception cref="InvalidParameterException">A frequency is not above 0, or lengths differ.</exception>
    /// <exception cref="PreconditionException">The series does not bracket its limit: nothing, or everything, was detected, or detection does not rise.</exception>
    /// <remarks>Firth's penalty keeps the estimate finite where detection jumps from never to always between two frequencies, as it does in short series.</remarks>
    public static LogitLimit Of(IReadOnlyList<double> frequencies, IReadOnlyList<bool> detected, double probability = 0.95, double confidence = 0.95, double natural = 0, bool singleHit = false)
    {
        if (frequencies.Count != detected.Count || frequencies.Any(f => !(f > 0))) throw new InvalidParameterException("A series of spiked samples has a frequency above 0 for each.");
        if (!(natural >= 0 && natural < probability)) throw new InvalidParameterException("The probability of a detection without a spike lies from 0 to below that of the limit.");
        int hits = detected.Count(d => d), n = frequencies.Count;
        if (hits == 0 || hits == n) throw new PreconditionException($"Of {n} spiked samples {(hits == 0 ? "none was" : "all were")} detected: the series does not bracket its limit of detection. Spike {(hits == 0 ? "more" : "less")}.");
        double[] x = [.. frequencies.Select(Math.Log10)];
        double mean = x.Average(), a = 0, b = 0, haa = 1, hab = 0, hbb = 1;
        for (int pass = 0; pass < 200; pass++)
        {
            (haa, hab, hbb) = (0, 0, 0);
            // Of the curve: probability, slope, information, and how the logarithm of the information changes, which is Firth's penalty.
            var at = x.Select(v => singleHit ? SingleHit(a + (b * (v - mean)), natural) : Curve(a + (b * (v - mean)), natural)).ToArray();
            for (int i = 0; i < n; i++)
            {
                double weight = at[i].Weight, u = x[i] - mean;
                haa += weight;
                hab += weight * u;
                hbb += weight * u * u;
            }

            double determinant = (haa * hbb) - (hab * hab);
            if (!(determinant > 0)) throw new PreconditionException("All spiked samples have one frequency: a limit needs several.");
            double ga = 0, gb = 0;
            for (int i = 0; i < n; i++)
            {
                double u = x[i] - mean, leverage = at[i].Weight * (hbb - (2 * u * hab) + (u * u * haa)) / determinant;
                double residual = (((detected[i] ? 1 : 0) - at[i].Probability) * at[i].Score) + (0.5 * leverage * at[i].Change);
                ga += residual;
                gb += residual * u;
            }

            double da = ((hbb * ga) - (hab * gb)) / determinant, db = ((haa * gb) - (hab * ga)) / determinant, step = Math.Min(1, 5 / (Math.Abs(da) + Math.Abs(db) + 1e-300));
            a += step * da;
            b += step * db;
            if (Math.Abs(da) + Math.Abs(db) < 1e-12) break;
        }

        if (!(b > 0)) throw new PreconditionException("Detection does not rise with the spiked frequency: the series says nothing about a limit.");
        double share = (probability - natural) / (1 - natural), logit = singleHit ? Math.Log(-Math.Log(1 - share)) : Math.Log(share / (1 - share)), limit = mean + ((logit - a) / b), full = (haa * hbb) - (hab * hab);
        double vaa = hbb / full, vab = -hab / full, vbb = haa / full;
        // Fieller: u with (a - logit + b u)^2 <= z^2 (vaa + 2 u vab + u^2 vbb).
        double z = Interval.Quantile(confidence), c2 = (b * b) - (z * z * vbb), c1 = ((a - logit) * b) - (z * z * vab), c0 = ((a - logit) * (a - logit)) - (z * z * vaa), inside = (c1 * c1) - (c2 * c0);
        Interval interval = c2 > 0 && inside >= 0 ? new Interval(Math.Pow(10, mean + ((-c1 - Math.Sqrt(inside)) / c2)), Math.Pow(10, mean + ((-c1 + Math.Sqrt(inside)) / c2))) : Interval.Undefined;
        return new LogitLimit(a - (b * mean), b, Math.Pow(10, limit), interval, n, hits);
    }

    private static (double Probability, double Score, double Weight, double Change) Curve(double eta, double natural)
    {
        double logistic = 1 / (1 + Math.Exp(-eta)), rest = 1 / (1 + Math.Exp(eta)), slope = logistic * rest;
        // Without a natural response the logit is canonical.
        if (natural == 0) return (logistic, 1, slope, 1 - (2 * logistic));
        double probability = natural + ((1 - natural) * logistic), other = (1 - natural) * rest, derivative = (1 - natural) * slope;
        double score = derivative / (probability * other);
        return (probability, score, derivative * score, (2 * (1 - (2 * logistic))) - (score * (1 - (2 * probability))));
    }

    private static (double Probability, double Score, double Weight, double Change) SingleHit(double eta, double natural)
    {
        // Beyond, the curve is 1 to all digits.
        double met = Math.Exp(Math.Min(eta, 6)), missed = Math.Exp(-met), hit = met < 1e-5 ? met * (1 - (0.5 * met)) : 1 - missed, probability = natural + ((1 - natural) * hit);
        double derivative = (1 - natural) * met * missed, score = met / probability;
        return (probability, score, derivative * score, 2 - met - (derivative / probability));
    }
}
