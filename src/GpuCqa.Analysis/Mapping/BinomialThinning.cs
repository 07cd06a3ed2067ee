using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Keeps each count of a cell with one probability.</summary>
internal static class BinomialThinning
{
    private const double DirectMean = 10;

    /// <summary>What is kept of a gene and of the whole cell.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="lot">Lot and</param>
    /// <param name="barcode">barcode name the stream.</param>
    /// <param name="count">Counts of the gene.</param>
    /// <param name="total">Counts of the cell, the gene's among them.</param>
    /// <param name="kept">Probability of each count.</param>
    public static (long Count, long Total) Cell(ulong seed, string lot, string barcode, long count, long total, double kept)
    {
        if (kept >= 1) return (count, total);
        var random = new Philox(seed, RandomPurpose.Thinning, Key(lot, barcode));
        long gene = Binomial(ref random, count, kept);
        return (gene, gene + Binomial(ref random, total - count, kept));
    }

    /// <summary>Binomial(n, p), exact: inversion for a small mean, else transformed rejection (BTRS: Hörmann, Journal of Statistical Computation and Simulation 46, 1993).</summary>
    public static long Binomial(ref Philox random, long n, double p)
    {
        if (n <= 0 || p <= 0) return 0;
        if (p >= 1) return n;
        if (p > 0.5) return n - Binomial(ref random, n, 1 - p);
        return n * p < DirectMean ? ByInversion(ref random, n, p) : ByRejection(ref random, n, p);
    }

    private static long ByInversion(ref Philox random, long n, double p)
    {
        double odds = p / (1 - p), u = random.NextDouble();
        double term = Math.Exp(n * Statistics.Elementary.Log1P(-p));
        long k = 0;
        // The bound ends the search where rounding keeps the sum of terms below a u next to 1.
        while (u >= term && k < n && k < 200)
        {
            u -= term;
            term *= odds * (n - k) / (k + 1);
            k++;
        }

        return k;
    }

    private static long ByRejection(ref Philox random, long n, double p)
    {
        double deviation = Math.Sqrt(n * p * (1 - p));
        double b = 1.15 + (2.53 * deviation), a = -0.0873 + (0.0248 * b) + (0.01 * p), c = (n * p) + 0.5;
        double sure = 0.92 - (4.2 / b), alpha = (2.83 + (5.1 / b)) * deviation, logOdds = Math.Log(p / (1 - p));
        double mode = Math.Floor((n + 1) * p);
        double height = Statistics.GammaFunction.Log(mode + 1) + Statistics.GammaFunction.Log(n - mode + 1);
        while (true)
        {
            double u = random.NextDouble() - 0.5, v = 1 - random.NextDouble(), us = 0.5 - Math.Abs(u);
            if (us <= 0) continue;
            double k = Math.Floor((((2 * a / us) + b) * u) + c);
            if (k < 0 || k > n) continue;
            if (us >= 0.07 && v <= sure) return (long)k;
            if (Math.Log(v * alpha / ((a / (us * us)) + b)) <= height - Statistics.GammaFunction.Log(k + 1) - Statistics.GammaFunction.Log(n - k + 1) + ((k - mode) * logOdds)) return (long)k;
        }
    }

    // FNV-1a over both names, a zero between them, and a last mixing; names are what a cell has that neither order nor other cells change.
    private static ulong Key(string lot, string barcode)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in lot) hash = (hash ^ c) * 1099511628211;
        hash *= 1099511628211;
        foreach (char c in barcode) hash = (hash ^ c) * 1099511628211;
        return SplitMix64.Mix(hash);
    }
}
