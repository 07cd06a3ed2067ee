namespace GpuCqa.Statistics;

/// <summary>The method gate: whether what is measured is the product, and not the method.</summary>
/// <remarks>
/// Nested random model of replicates, y = mean + lot + day(lot) + run(day) + replicate; control lot against its own history (each point within 3 standard deviations, and the mean by a t test at 1 %);
/// a comparison of lots that were split and made identically, which must not come out DIFFERENT.
/// </remarks>
public static class MethodGate
{
    /// <summary>The method's share of the variance is too large.</summary>
    public const string Share = "METHOD_SHARE";

    /// <summary>A control point lies outside 3 standard deviations of its history.</summary>
    public const string ControlOut = "CONTROL_OUT";

    /// <summary>The control lot has drifted.</summary>
    public const string Drift = "CONTROL_DRIFT";

    /// <summary>A comparison of identical halves came out different.</summary>
    public const string Null = "NULL_DIFFERENT";

    /// <summary>Points of a history below which it is none.</summary>
    public const int LeastHistory = 5;

    /// <summary>Level of the test for drift.</summary>
    public const double DriftAlpha = 0.01;

    /// <summary>Probability with which a drift has to be flagged.</summary>
    public const double LeastDriftPower = 0.9;

    /// <summary>Controls up to which it is looked whether more would do.</summary>
    private const int MostControls = 100;

    /// <summary>Passes a method through the gate.</summary>
    /// <param name="attribute">The attribute that it measures, with replicates of its lots where it has them.</param>
    /// <param name="lots">The lots of the comparison.</param>
    /// <param name="points">What was measured beside.</param>
    /// <param name="shareLimit">Largest share of the method.</param>
    /// <param name="alpha">Level of the split-lot comparison.</param>
    /// <param name="drift">Drift of the control lot that has to be flagged, as a share of its mean.</param>
    public static MethodFinding Judge(AttributeMeasurements attribute, IReadOnlyList<ComparedLot> lots, IReadOnlyList<MethodPoint> points, double shareLimit, double alpha, double drift = 0.2)
    {
        var problems = new List<string>();
        var remarks = new List<string>();
        MethodFinding finding = new() { Attribute = attribute.Spec.Name, ShareLimit = shareLimit };
        finding = Precision(finding, attribute, lots, points, remarks);
        if (finding.MethodShare > shareLimit) problems.Add(Share);
        finding = Control(finding, points, drift, problems, remarks);
        finding = Split(finding, attribute, points, alpha, problems, remarks);
        bool shown = double.IsFinite(finding.MethodShare) || (finding.Controls.Count > 0 && !finding.ControlsInsufficient) || finding.NullVerdict is not null;
        return finding with { Shown = shown, Problems = [.. problems], Remarks = [.. remarks] };
    }

    private static MethodFinding Precision(MethodFinding finding, AttributeMeasurements attribute, IReadOnlyList<ComparedLot> lots, IReadOnlyList<MethodPoint> points, List<string> remarks)
    {
        MethodPoint[] measured = [.. points.Where(p => p.Kind == "replicate")];
        // Replicate columns of the lots before tell of the method where nothing else does: lots after may differ for another reason.
        bool own = measured.Length == 0 && attribute.Replicates is not null;
        if (own) measured = [.. attribute.Replicates!.SelectMany((r, l) => lots[l].After ? [] : r.Where(double.IsFinite).Select(v => new MethodPoint("replicate", lots[l].Name, "", "", "", v)))];
        if (measured.Length == 0) return finding;
        if (measured.Select(p => p.Lot).Distinct(StringComparer.Ordinal).Count() < 2 || measured.GroupBy(p => p.Lot, StringComparer.Ordinal).All(g => g.Count() < 2))
        {
            remarks.Add("Replicates of fewer than two lots, or none measured twice: the share of the method cannot be told.");
            return finding;
        }

        List<(string Name, string[] Codes)> factors = [("lot", [.. measured.Select(p => p.Lot)])];
        if (measured.All(p => p.Day.Length > 0)) factors.Add(("day", [.. measured.Select(p => p.Day)]));
        if (measured.All(p => p.Run.Length > 0)) factors.Add(("run", [.. measured.Select(p => p.Run)]));
        NestedDesign design = NestedDesign.Of([.. factors.Select(f => f.Name)], [.. factors.Select(f => f.Codes)], out IReadOnlyList<string> dropped);
        if (dropped.Count > 0) remarks.Add($"The design of the replicates cannot tell {string.Join(" and ", dropped)} from what is inside or around; left out of the variance components.");
        if (design.Factors[0] != "lot") return finding;
        double[] y = [.. measured.Select(p => p.Value)];
        VarianceComponents anova = NestedVariances.Anova(y, design), reml = NestedVariances.Reml(y, design);
        string[] negative = [.. anova.Components.Where(c => c.Estimate < 0).Select(c => c.Name)];
        if (negative.Length > 0) remarks.Add($"Negative ANOVA component of {string.Join(", ", negative)}: its groups differ by less than what is inside them; REML takes it for 0.");
        // A lot's value is the mean of its replicate columns, or one measurement.
        double each = attribute.Replicates is null ? 1 : attribute.Replicates.Where((_, l) => !lots[l].After).Select(r => (double)Math.Max(1, r.Count(double.IsFinite))).DefaultIfEmpty(1).Average();
        double between = reml.IntermediatePrecision - reml.Repeatability;
        return finding with { Anova = anova, Reml = reml, MethodShare = reml.MethodShare, ValueVariance = between + (reml.Repeatability / each) };
    }

    private static MethodFinding Control(MethodFinding finding, IReadOnlyList<MethodPoint> points, double drift, List<string> problems, List<string> remarks)
    {
        double[] history = [.. points.Where(p => p.Kind == "history").Select(p => p.Value)], now = [.. points.Where(p => p.Kind == "control").Select(p => p.Value)];
        if (history.Length == 0 && now.Length == 0) return finding;
        if (history.Length < LeastHistory || now.Length == 0)
        {
            remarks.Add($"The control lot has {history.Length} points of history and {now.Length} now; {LeastHistory} and 1 are needed to judge it.");
            return finding with { History = history.Length };
        }

        (double mean, double variance) = MeanDifference.Moments(history);
        double deviation = Math.Sqrt(variance), p = double.NaN;
        if (now.Any(v => Math.Abs(v - mean) > 3 * deviation)) problems.Add(ControlOut);
        if (deviation > 0)
        {
            double t = (now.Average() - mean) / (deviation * Math.Sqrt((1.0 / history.Length) + (1.0 / now.Length)));
            p = StudentDistribution.TwoSided(t, history.Length - 1);
            if (p <= DriftAlpha) problems.Add(Drift);
        }

        double power = ControlPower(history.Length, now.Length, drift * Math.Abs(mean), deviation);
        int? needed = power < LeastDriftPower ? Enumerable.Range(now.Length + 1, MostControls).Select(n => (int?)n).FirstOrDefault(n => ControlPower(history.Length, n!.Value, drift * Math.Abs(mean), deviation) >= LeastDriftPower) : null;
        if (power < LeastDriftPower)
        {
            string more = needed is { } enough ? $"measure {enough} controls with this comparison" : $"more controls do not help with a history of {history.Length}: lengthen it";
            remarks.Add(FormattableString.Invariant($"INSUFFICIENT control: a drift of {100 * drift:0.#} % is flagged by {now.Length} {(now.Length == 1 ? "control" : "controls")} with {power:0.00} ({LeastDriftPower:0.0} is asked for), at the spread of the history; {more}. Until then the control lot does not vouch for the method."));
        }

        return finding with { History = history.Length, HistoryMean = mean, HistoryDeviation = deviation, Controls = now, DriftP = p, DriftToSee = drift, DriftPower = power, ControlsNeeded = needed };
    }

    /// <summary>Probability with which the controls' mean is flagged by the t test, or one control alone by its distance of 3 standard deviations, which asks for less; NaN without a drift.</summary>
    /// <param name="history">Points of the history.</param>
    /// <param name="controls">Controls now.</param>
    /// <param name="shift">Drift in the unit of the points.</param>
    /// <param name="deviation">Standard deviation of one point.</param>
    internal static double ControlPower(int history, int controls, double shift, double deviation)
    {
        if (!(shift > 0)) return double.NaN;
        if (deviation == 0) return 1;
        double scale = Math.Sqrt((1.0 / history) + (1.0 / controls)), limit = StudentDistribution.Quantile(1 - (DriftAlpha / 2), history - 1);
        if (controls == 1) limit = Math.Min(limit, 3 / scale);
        double center = shift / (deviation * scale);
        return NoncentralT.Upper(limit, history - 1, center) + NoncentralT.Cdf(-limit, history - 1, center);
    }

    private static MethodFinding Split(MethodFinding finding, AttributeMeasurements attribute, IReadOnlyList<MethodPoint> points, double alpha, List<string> problems, List<string> remarks)
    {
        MethodPoint[] split = [.. points.Where(p => p.Kind == "split")];
        if (split.Length == 0) return finding;
        string[] arms = [.. split.Select(p => p.Arm).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        double[] differences = arms.Length != 2 ? [] : [.. split.GroupBy(p => p.Lot, StringComparer.Ordinal).Where(g => arms.All(a => g.Any(p => p.Arm == a))).Select(g => g.Where(p => p.Arm == arms[1]).Average(p => p.Value) - g.Where(p => p.Arm == arms[0]).Average(p => p.Value))];
        MarginRule? rule = attribute.Spec.Margin;
        if (differences.Length < 2 || rule is null or { Kind: "sd" or "sd-lower" or "potency" })
        {
            remarks.Add(rule is null or { Kind: "sd" or "sd-lower" or "potency" } ? "The comparison of split lots needs a margin that is given, not one from the lots." : $"The comparison of split lots needs two arms and two lots with both; here are {arms.Length} and {differences.Length}.");
            return finding;
        }

        (double low, double high, _) = rule.Margins(attribute.Spec.Scale, double.NaN, 0, null);
        var test = new EquivalenceTest(MeanDifference.Paired(differences), low, high, alpha);
        if (test.Verdict == AttributeVerdict.Different) problems.Add(Null);
        return finding with { NullVerdict = test.Verdict, NullLow = test.Interval.Low, NullHigh = test.Interval.High };
    }
}
