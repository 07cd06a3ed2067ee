using System.Globalization;

namespace GpuCqa.Statistics;

/// <summary>States designs; equal ones are counted and simulated once.</summary>
internal sealed class ReplicationDesigns(ReplicationOptions options)
{
    private readonly Dictionary<string, (double Critical, double Power, double Chance)> known = new(StringComparer.Ordinal);

    public ReplicationDesign State(LockedHypothesis hypothesis, int index, ReplicationSet set)
    {
        double[] readouts = [.. set.Readouts[index].Where(v => !double.IsNaN(v))];
        int lots = readouts.Length;
        double alpha = hypothesis.Alpha, rho = ReplicationDesign.UsualRho;
        string name = $"{set.Name}, {hypothesis.Id} ({hypothesis.Readout})";
        double smallest = lots < 2 ? double.NaN : DesignCheck.SmallestOneSidedP(readouts);
        if (lots < SetTests.MinimumLots || double.IsNaN(smallest))
        {
            string why = lots < SetTests.MinimumLots ? Text($"{Lots(lots)} with {hypothesis.Readout}, and at least {SetTests.MinimumLots} are needed") : Text($"{hypothesis.Readout} is the same in all {lots} lots");
            return new ReplicationDesign(set.Name, hypothesis.Id, lots, double.NaN, smallest, false, double.NaN, rho, double.NaN, double.NaN, $"{name}: not testable, {why}. Whatever the cells show, this set says nothing of the claim.");
        }

        double distinct = Math.Round(1 / smallest);
        bool drawn = lots > SpearmanNull.MaximumLots;
        if (drawn) smallest = Math.Max(smallest, 1 / (options.Permutations + 1.0));
        int[] ranks = Midranks.Centered(readouts);
        if (hypothesis.Direction < 0) ranks = Array.ConvertAll(ranks, r => -r);
        (double critical, double power, double chance) = Shown(ranks, alpha, rho);
        bool reached = !double.IsNaN(critical);
        string begin = Text($"{name}: {Lots(lots)} have {Number(distinct)} {(Midranks.TieSizes(readouts).Length < lots ? "distinct orders, since some have the same readout" : "orders")}; the smallest one-sided p is {P(smallest)}");
        string sentence = !reached
            ? Text($"{begin}, above alpha = {alpha}: whatever the cells show, this set cannot replicate the claim. Add lots.")
            : Text($"{begin}, and alpha = {alpha} is reached {(critical >= 1 - 1e-12 ? "only by the perfect order" : Text($"from a rho of {Signed(critical, hypothesis.Direction)} on"))}. If the true Spearman correlation is {Signed(rho, hypothesis.Direction)}, the set replicates with a probability of {power:0.00}{Failure(power)}; chance alone gives as much as {Signed(rho, hypothesis.Direction)} in {100 * chance:0.#} % of the orders.");
        return new ReplicationDesign(set.Name, hypothesis.Id, lots, distinct, smallest, reached, hypothesis.Direction < 0 ? -critical : critical, hypothesis.Direction < 0 ? -rho : rho, reached ? power : 0, chance, sentence);
    }

    private (double Critical, double Power, double Chance) Shown(int[] ranks, double alpha, double rho)
    {
        string key = Text($"{alpha:R};") + string.Join(',', ranks.Order());
        if (known.TryGetValue(key, out var shown)) return shown;
        int[] different = [.. Enumerable.Range(0, ranks.Length).Select(i => 2 * i + 1 - ranks.Length)];
        CovarianceNull distribution = CovarianceNull.Of(different, ranks, options.Permutations, options.Seed);
        RankCorrelation scale = RankCorrelation.Of(different, ranks);
        double root = Math.Sqrt((double)scale.SquaresX * scale.SquaresY);
        long? critical = distribution.Critical(alpha);
        // rho >= 0.8 with a rounding of the root to spare: covariances are whole numbers, and their own size is far above it.
        long large = distribution.Values.FirstOrDefault(c => c >= rho * root * (1 - 1e-12), long.MaxValue);
        double chance = (double)distribution.CountAtLeast(large) / distribution.Orders;
        return known[key] = critical is { } c
            ? (c / root, ReplicationPower.Of(ranks, c, rho, options.PowerDraws, options.Seed), chance)
            : (double.NaN, 0, chance);
    }

    private static string Failure(double power) =>
        power < 0.5 ? Text($": failing to replicate is the expected result ({100 * (1 - power):0} %) even then, and is no evidence against the claim") : "";

    private static string Signed(double rho, int direction) => Text($"{(direction < 0 ? -rho : rho):0.###}");

    private static string Lots(int lots) => lots == 1 ? "1 lot" : Text($"{lots} lots");

    private static string Number(double orders) => orders < 1e15 ? Text($"{orders:N0}") : Text($"{orders:0.0e+0}");

    private static string P(double p) => p >= 0.001 ? Text($"{p:0.####}") : Text($"{p:0.0e-0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
