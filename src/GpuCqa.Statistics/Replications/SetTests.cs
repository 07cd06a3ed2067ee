using System.Globalization;

namespace GpuCqa.Statistics;

/// <summary>Tests one hypothesis on one set.</summary>
internal static class SetTests
{
    /// <summary>Fewest lots that a test is made of.</summary>
    public const int MinimumLots = 3;

    public static ReplicationTest Run(LockedHypothesis hypothesis, int index, ReplicationSet train, ReplicationSet set, bool falsification, ReplicationOptions options)
    {
        int[] used = [.. Enumerable.Range(0, set.Lots.Count).Where(l => !double.IsNaN(set.Fractions[index][l]) && !double.IsNaN(set.Readouts[index][l]))];
        double[] fractions = Array.ConvertAll(used, l => set.Fractions[index][l]), readouts = Array.ConvertAll(used, l => set.Readouts[index][l]);
        int[] x = Midranks.Centered(fractions), y = Midranks.Centered(readouts);
        RankCorrelation correlation = RankCorrelation.Of(x, y);
        var test = new ReplicationTest
        {
            Set = set.Name,
            Tissue = set.Tissue,
            Hypothesis = hypothesis,
            Lots = [.. used.Select(l => set.Lots[l].Name)],
            Fractions = fractions,
            Readouts = readouts,
            LotsLeftOut = [.. Enumerable.Range(0, set.Lots.Count).Except(used).Select(l => set.Lots[l].Name)],
            Correlation = correlation,
            IsExact = true,
            Orders = 0,
            CountAsExtreme = 0,
            P = double.NaN,
            SmallestP = double.NaN,
            Interval = SpearmanInterval.BonettWright(correlation.Rho, used.Length, options.Confidence),
            Verdict = ReplicationVerdict.NotTestable,
            Reason = Undefined(used.Length, set.Lots.Count, x, y, hypothesis.Readout),
            Flags = Flags(train, set),
            IsFalsification = falsification,
            Exploratory = options.PostHoc,
        };
        if (correlation.Status == EstimateStatus.NotEstimable) return test;

        // A locked direction of -1 is the same test against the readout's reversed order.
        int[] directed = hypothesis.Direction < 0 ? Array.ConvertAll(y, r => -r) : y;
        long observed = Math.Sign(hypothesis.Direction) * correlation.Covariance, largest = Largest(x, directed);
        CovarianceNull distribution = CovarianceNull.Of(x, directed, options.Permutations, options.Seed);
        test = test with
        {
            IsExact = distribution.IsExact,
            Orders = distribution.Orders,
            CountAsExtreme = distribution.CountAtLeast(observed),
            P = distribution.P(observed),
            SmallestP = distribution.P(largest),
        };
        if (test.Reason is not null) return test;
        if (!test.CanReachAlpha)
            return test with { Reason = string.Create(CultureInfo.InvariantCulture, $"no order of {used.Length} lots{(HasTies(x) || HasTies(y) ? " with these ties" : "")} can reach alpha = {hypothesis.Alpha}; the smallest p is {test.SmallestP:0.####}") };
        return test with { Verdict = observed <= 0 ? ReplicationVerdict.NotReplicated : test.P <= hypothesis.Alpha ? ReplicationVerdict.Replicated : ReplicationVerdict.DirectionOnly };
    }

    private static bool HasTies(int[] ranks) => ranks.Distinct().Count() < ranks.Length;

    /// <summary>Sum of products with both sides ascending: the largest that any order reaches.</summary>
    public static long Largest(int[] x, int[] y) => x.Order().Zip(y.Order(), (a, b) => (long)a * b).Sum();

    /// <summary>What keeps a set from being new lots of the population that the claim was found on.</summary>
    public static string[] Flags(ReplicationSet train, ReplicationSet set)
    {
        var flags = new List<string>();
        if (SharedDonors(train, set).Any()) flags.Add(ReplicationTest.DonorLeak);
        if (LotNotes.RepeatedDonors(set.Lots.Select(l => string.IsNullOrEmpty(l.Donor) ? null : l.Donor)) is not null) flags.Add(ReplicationTest.RepeatedDonor);
        if (train.Processes.Count > 0 && set.Processes.Except(train.Processes, StringComparer.Ordinal).Any()) flags.Add(ReplicationTest.OtherProcess);
        return [.. flags];
    }

    /// <summary>Donors that both have.</summary>
    public static IEnumerable<string> SharedDonors(ReplicationSet train, ReplicationSet set) =>
        set.Lots.Select(l => l.Donor).OfType<string>().Where(d => d.Length > 0).Intersect(train.Lots.Select(l => l.Donor).OfType<string>(), StringComparer.Ordinal);

    private static string? Undefined(int lots, int of, int[] x, int[] y, string readout)
    {
        string left = lots < of ? $" of {of}" : "";
        if (lots < MinimumLots) return $"{lots}{left} {(lots == 1 ? "lot has" : "lots have")} both a fraction and {readout}; at least {MinimumLots} are needed";
        if (y.All(r => r == 0)) return $"{readout} is the same in all {lots} lots";
        return x.All(r => r == 0) ? $"the fraction is the same in all {lots} lots" : null;
    }
}
