using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>The probability to see cells of a rare kind, and what it takes.</summary>
/// <remarks>
/// Within one lot cells are drawn at random: binomial. Between lots the share varies: beta-binomial with intra-class correlation rho, M = 1 / rho - 1, a = f M, b = (1 - f) M, so that more lots see
/// more than more cells of one lot do. A count of zero is an upper bound, never an absence.
/// </remarks>
public static class HazardDetection
{
    /// <summary>Probability that at least <paramref name="least"/> cells of the kind are among those of one lot.</summary>
    /// <param name="frequency">True share, in (0, 1).</param>
    /// <param name="cells">Cells that are looked at and would be recognized.</param>
    /// <param name="least">Cells that make a detection.</param>
    /// <param name="icc">Intra-class correlation between lots, in [0, 1); 0 = the share is known to be that of this lot.</param>
    /// <exception cref="InvalidParameterException">A value is out of its range.</exception>
    public static double Probability(double frequency, long cells, int least = 1, double icc = 0) => InLots(frequency, cells, 1, least, icc);

    /// <summary>The same over several lots whose shares vary independently: at least so many cells in all of them together.</summary>
    /// <inheritdoc cref="Probability"/>
    public static double InLots(double frequency, long cells, int lots, int least = 1, double icc = 0)
    {
        Require(frequency, cells, least, icc);
        if (lots < 1) throw new InvalidParameterException($"At least one lot is looked at; found {lots}.");
        if (icc == 0) return BinomialDistribution.AtLeast(least, cells * lots, frequency);
        double m = (1 / icc) - 1, a = frequency * m, b = (1 - frequency) * m;
        if (lots == 1) return BetaBinomial.AtLeast(least, cells, a, b);
        // Few cells in all: the counts below the limit, lot by lot.
        double[] one = [.. Enumerable.Range(0, least).Select(x => x > cells ? 0 : BetaBinomial.AtLeast(x, cells, a, b) - BetaBinomial.AtLeast(x + 1, cells, a, b))];
        double[] all = [.. one];
        for (int lot = 1; lot < lots; lot++)
        {
            double[] next = new double[least];
            for (int x = 0; x < least; x++)
            {
                for (int y = 0; x + y < least; y++) next[x + y] += all[x] * one[y];
            }

            all = next;
        }

        return Math.Clamp(1 - all.Sum(), 0, 1);
    }

    /// <summary>Fewest cells with which at least <paramref name="least"/> of a kind are seen with the probability; null when 1e15 are not enough.</summary>
    /// <inheritdoc cref="Probability"/>
    public static long? CellsNeeded(double frequency, int least, double probability, double icc = 0)
    {
        Require(frequency, least, least, icc);
        Elementary.RequireProbability(probability);
        long low = 0, high = Math.Max(least, 1);
        while (Probability(frequency, high, least, icc) < probability)
        {
            low = high;
            if (high > 500_000_000_000_000) return null;
            high *= 2;
        }

        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            if (Probability(frequency, middle, least, icc) >= probability) high = middle; else low = middle;
        }

        return high;
    }

    /// <summary>Fewest lots of so many cells with which the kind is seen with the probability; null when 10,000 are not enough.</summary>
    /// <inheritdoc cref="InLots"/>
    public static int? LotsNeeded(double frequency, long cells, int least, double probability, double icc)
    {
        int low = 0, high = 1;
        while (InLots(frequency, cells, high, least, icc) < probability)
        {
            low = high;
            if (high >= 10_000) return null;
            high = Math.Min(10_000, 2 * high);
        }

        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (InLots(frequency, cells, middle, least, icc) >= probability) high = middle; else low = middle;
        }

        return high;
    }

    /// <summary>The share that is seen with the probability (LOD95 at 0.95).</summary>
    /// <inheritdoc cref="InLots"/>
    public static double Limit(long cells, int least = 1, double probability = 0.95, double icc = 0, int lots = 1)
    {
        Require(0.5, cells, least, icc);
        if (least > cells * lots) return double.NaN;
        return Solve(f => InLots(f, cells, lots, least, icc), probability);
    }

    /// <summary>The argument at which an increasing function of a share reaches a probability; 1 when it does not before.</summary>
    internal static double Solve(Func<double, double> probability, double target)
    {
        // On the logarithm: shares go down to 1e-9.
        double low = Math.Log(1e-15), high = Math.Log(1 - 1e-15);
        if (probability(Math.Exp(high)) < target) return 1;
        for (int i = 0; i < 100 && high - low > 1e-15; i++)
        {
            double middle = 0.5 * (low + high);
            if (probability(Math.Exp(middle)) >= target) high = middle; else low = middle;
        }

        return Math.Exp(high);
    }

    private static void Require(double frequency, long cells, int least, double icc)
    {
        if (!(frequency is > 0 and < 1)) throw new InvalidParameterException(FormattableString.Invariant($"A frequency lies between 0 and 1; found {frequency}."));
        if (cells < 0) throw new InvalidParameterException($"A number of cells is not negative; found {cells}.");
        if (least is < 1 or > 1_000_000) throw new InvalidParameterException($"1 to 1000000 cells make a detection; found {least}.");
        if (!(icc is >= 0 and < 1)) throw new InvalidParameterException(FormattableString.Invariant($"An intra-class correlation lies in [0, 1); found {icc}."));
    }
}
