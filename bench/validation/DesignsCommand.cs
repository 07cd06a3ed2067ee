using System.Globalization;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Validation;

/// <summary>Promises of plans, limits and detection against simulated lots.</summary>
internal static class DesignsCommand
{
    private const ulong Seed = 20260715;

    /// <summary>Runs every simulation.</summary>
    /// <param name="runs">Runs a line.</param>
    /// <param name="part">Lines whose name holds this alone; all if empty. Streams do not depend on it.</param>
    public static void Run(int runs, string part = "")
    {
        only = part;
        Console.WriteLine($"{runs} runs a line, seed {Seed}; the error is 1.96 standard errors of the simulated share\n");
        Console.WriteLine("| what | promised | simulated | error |\n|---|---|---|---|");
        int stream = 0;
        foreach ((int before, int after) in new[] { (6, 6), (10, 3), (10, 10) })
        {
            foreach (double difference in new[] { 1.5, 0.0 })
                Line($"pooled TOST, {before} v {after} lots, margin 1.5 SD, true difference {difference}", EquivalencePower.TwoGroups(before, after, difference, 1.5, 1), runs, ++stream, (ref Philox r) => Groups(ref r, before, after, difference, 1.5));
        }

        foreach ((int pairs, int historic, double share) in new[] { (3, 12, 0.5), (5, 12, 0.5), (5, 12, 0.2), (5, 12, 0.8), (8, 20, 0.5), (5, 0, 0.5) })
        {
            EquivalenceDesign[] planned = [.. EquivalencePlanner.Of(new PlanParameters { Margin = 1.5, Pairs = pairs, Before = historic, DonorShare = share })];
            foreach (double difference in new[] { 1.5, 0.0 })
                Line($"split lots (REML, Kenward-Roger): {pairs} pairs, {historic} historic lots, donor share {share}, margin 1.5 SD, true difference {difference}", difference == 0 ? planned[^1].Power : planned[^1].PassAtMargin, runs, ++stream, (ref Philox r) => Split(ref r, pairs, historic, share, difference, 1.5));
        }

        foreach (int lots in new[] { 3, 6, 11, 30 })
        {
            Line($"tolerance limit, lower, {lots} lots: holds 95 % of the lots", 0.95, runs, ++stream, (ref Philox r) => NormalTail.Upper(Limits(ref r, lots, new SpecificationParameters { Lower = ["a"] }).Tolerance.Low) >= 0.95);
            Line($"tolerance limits, both, {lots} lots: hold 95 % of the lots", 0.95, runs, ++stream, (ref Philox r) => Limits(ref r, lots, new SpecificationParameters { Both = ["a"] }).Tolerance is var t && NormalTail.Upper(t.Low) - NormalTail.Upper(t.High) >= 0.95);
            Line($"prediction limits, both, {lots} lots: hold the next 3 (Bonferroni: at least)", 0.95, runs, ++stream, (ref Philox r) => Next(ref r, lots));
            Line($"interval of Ppk, lower limit, {lots} lots: holds the true 1.0", 0.95, runs, ++stream, (ref Philox r) => Limits(ref r, lots, new SpecificationParameters { Lower = ["a"], Specified = ["a=-3:"] }).Capability!.Interval is var i && i.Low <= 1 && i.High >= 1);
        }

        foreach ((long cells, int least) in new[] { (6_000L, 1), (10_000L, 3) })
        {
            double theory = HazardDetection.Limit(cells, least);
            Line($"LOD95 of a spiked series (13 frequencies x 20 lots of {cells} cells, {least} or more): within 25 % of theory", double.NaN, Math.Min(runs, 1000), ++stream, (ref Philox r) => Math.Abs(Series(ref r, cells, least, theory).Limit / theory - 1) <= 0.25);
            Line($"its interval: holds the theory", double.NaN, Math.Min(runs, 1000), ++stream, (ref Philox r) => Series(ref r, cells, least, theory).Interval is var i && i.Low <= theory && i.High >= theory);
        }

        foreach ((int cells, int background, double sensitivity) in new[] { (6_000, 0, 0.8), (6_000, 6, 0.8), (3_000, 3, 0.95) })
        {
            string what = $"lots spiked in silico (5 lots of {cells} cells, 40 times at each frequency, {background} cells called without a spike, recovered {sensitivity})";
            Line($"{what}: limit within 25 % of theory", double.NaN, Math.Min(runs, 1000), ++stream, (ref Philox r) => Spiked(ref r, cells, background, sensitivity) is { Limit: { } limit } s && Math.Abs((limit.Limit / s.Theory) - 1) <= 0.25);
            Line($"{what}: its interval holds the theory", double.NaN, Math.Min(runs, 1000), ++stream, (ref Philox r) => Spiked(ref r, cells, background, sensitivity) is { Limit.Interval: var i } s && i.Low <= s.Theory && i.High >= s.Theory);
        }

        Line("Lang-Reiczigel interval, 5,000 cells, true share 0.0078, Se 0.9 (200 cells), Sp 0.995 (2,000 cells): holds the share", 0.95, runs, ++stream, (ref Philox r) => Corrected(ref r));
    }

    private static string only = "";

    private delegate bool Trial(ref Philox random);

    private static void Line(string what, double promised, int runs, int stream, Trial trial)
    {
        if (!what.Contains(only, StringComparison.Ordinal)) return;
        int hits = 0;
        for (int run = 0; run < runs; run++)
        {
            var random = new Philox(Seed, RandomPurpose.Test, ((ulong)stream << 32) | (uint)run);
            if (trial(ref random)) hits++;
        }

        double share = (double)hits / runs, error = 1.96 * Math.Sqrt(share * (1 - share) / runs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {(double.IsNaN(promised) ? "" : promised.ToString("0.000", CultureInfo.InvariantCulture))} | {share:0.000} | {error:0.000} |"));
    }

    private static bool Groups(ref Philox random, int before, int after, double difference, double margin)
    {
        double[] a = Normal(ref random, before), b = Normal(ref random, after);
        double d = b.Average() + difference - a.Average(), df = before + after - 2, s2 = (Squares(a) + Squares(b)) / df, se = Math.Sqrt(s2 * ((1.0 / before) + (1.0 / after)));
        return Math.Abs(d) + (StudentDistribution.Quantile(0.95, df) * se) < margin;
    }

    private static bool Split(ref Philox random, int pairs, int historic, double share, double difference, double margin)
    {
        double donor = Math.Sqrt(share), error = Math.Sqrt(1 - share);
        double[] before = new double[pairs], after = new double[pairs], old = new double[historic];
        for (int i = 0; i < pairs; i++)
        {
            double u = donor * random.NextNormal();
            before[i] = u + (error * random.NextNormal());
            after[i] = u + difference + (error * random.NextNormal());
        }

        for (int i = 0; i < historic; i++) old[i] = (donor * random.NextNormal()) + (error * random.NextNormal());
        SplitLotModel model = SplitLotModel.Fit(before, after, old);
        return Math.Abs(model.Difference) + (StudentDistribution.Quantile(0.95, model.DegreesOfFreedom) * model.StandardError) < margin;
    }

    private static bool Next(ref Philox random, int lots)
    {
        Interval limits = Limits(ref random, lots, new SpecificationParameters { Both = ["a"], NextLots = 3 }).Prediction;
        bool all = true;
        for (int i = 0; i < 3; i++) all &= random.NextNormal() is var v && v >= limits.Low && v <= limits.High;
        return all;
    }

    private static AttributeLimits Limits(ref Philox random, int lots, SpecificationParameters parameters) =>
        SpecificationLimits.Of(parameters, [.. Normal(ref random, lots).Select((v, i) => new SpecifiedLot("a", $"L{i}", null, v))], []).Attributes[0];

    private static LogitLimit Series(ref Philox random, long cells, int least, double theory)
    {
        var frequencies = new List<double>();
        var detected = new List<bool>();
        for (int f = 0; f < 13; f++)
        {
            double frequency = theory * Math.Pow(10, -1.2 + (0.15 * f)), probability = HazardDetection.Probability(frequency, cells, least);
            for (int i = 0; i < 20; i++)
            {
                frequencies.Add(frequency);
                detected.Add(random.NextDouble() < probability);
            }
        }

        return LogitLimit.Of(frequencies, detected, singleHit: true);
    }

    private static SpikedSeries Spiked(ref Philox random, int cells, int background, double sensitivity)
    {
        var runs = new List<SpikedRun>();
        for (int lot = 0; lot < 5; lot++)
        {
            foreach (double f in SpikedSeries.Frequencies)
            {
                for (int r = 0; r < 40; r++)
                {
                    int spiked = Binomial(ref random, cells, f);
                    runs.Add(new SpikedRun($"L{lot}", "S", f, cells, background, spiked, 0, Binomial(ref random, spiked, sensitivity), 0, Binomial(ref random, cells - spiked, (double)background / cells)));
                }
            }
        }

        return SpikedSeries.Of(runs, 1, 0.95, 0.95);
    }

    // Gaps between hits are geometric.
    private static int Binomial(ref Philox random, int n, double p)
    {
        if (p == 0) return 0;
        int hits = 0;
        for (double at = Math.Floor(Math.Log(1 - random.NextDouble()) / Math.Log(1 - p)); at < n; at += 1 + Math.Floor(Math.Log(1 - random.NextDouble()) / Math.Log(1 - p))) hits++;
        return hits;
    }

    private static bool Corrected(ref Philox random)
    {
        const double True = 0.0078, Sensitivity = 0.9, Specificity = 0.995;
        int Draw(ref Philox r, int n, double p)
        {
            int hits = 0;
            for (int i = 0; i < n; i++) hits += r.NextDouble() < p ? 1 : 0;
            return hits;
        }

        int called = Draw(ref random, 5000, ClassifierLimit.Called(True, 1 - Specificity, Sensitivity)), se = Draw(ref random, 200, Sensitivity), sp = Draw(ref random, 2000, Specificity);
        Interval interval = RoganGladen.Of(called, 5000, se / 200.0, sp / 2000.0, 200, 2000).Interval;
        return interval.Low <= True && interval.High >= True;
    }

    private static double[] Normal(ref Philox random, int n)
    {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) values[i] = random.NextNormal();
        return values;
    }

    private static double Squares(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean));
    }
}
