using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>Limits for a specification: a pure function of parameters and lots.</summary>
public static class SpecificationLimits
{
    /// <summary>Fewest lots that limits are told of.</summary>
    public const int FewestLots = 3;

    /// <summary>Lots below which limits are so wide, or so uncertain, that it is said beside them.</summary>
    public const int EnoughLots = 10;

    private const double NormalityLevel = 0.05;

    /// <summary>The limits.</summary>
    /// <param name="parameters">Attributes and levels.</param>
    /// <param name="lots">Values.</param>
    /// <param name="notes">What was assumed in reading.</param>
    /// <exception cref="InvalidParameterException">A parameter is out of its range.</exception>
    /// <exception cref="PreconditionException">An attribute has too few lots, or the same value in all.</exception>
    /// <exception cref="BadDataException">A value cannot be taken on the scale that was asked for.</exception>
    public static SpecificationResult Of(SpecificationParameters parameters, IReadOnlyList<SpecifiedLot> lots, IReadOnlyList<string> notes)
    {
        Check(parameters);
        Dictionary<string, (double? Low, double? High)> specified = Specified(parameters);
        AttributeLimits[] attributes = [.. parameters.All().Select(a => Limits(parameters, a, [.. lots.Where(l => l.Attribute == a)], specified.TryGetValue(a, out (double? Low, double? High) limits) ? limits : null))];
        return new SpecificationResult { Parameters = parameters, Lots = lots, Attributes = attributes, Warnings = [.. attributes.SelectMany(a => Warnings(parameters, a, lots))], Notes = notes };
    }

    /// <summary>Checks parameters before lots are read.</summary>
    /// <exception cref="InvalidParameterException">One is out of its range, or an attribute is named twice.</exception>
    public static void Check(SpecificationParameters p)
    {
        string[] all = [.. p.All()];
        if (all.Length == 0) throw new InvalidParameterException("No attribute is named; say which has a lower limit (potency), which an upper (a hazard), and which both.");
        if (all.GroupBy(a => a, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InvalidParameterException($"The attribute '{twice.Key}' is named twice; one with two limits has both.");
        if (p.Log.Concat(p.Logit).FirstOrDefault(a => !all.Contains(a)) is { } other) throw new InvalidParameterException($"A scale is given for '{other}', which is no attribute with a limit.");
        if (p.Log.FirstOrDefault(p.Logit.Contains) is { } both) throw new InvalidParameterException($"'{both}' cannot be on the logarithm and on the logit.");
        foreach ((string name, double value) in new[] { ("content", p.Content), ("confidence", p.Confidence) })
        {
            if (!(value is > 0 and < 1)) throw new InvalidParameterException(Text($"The {name} lies between 0 and 1; found {value}."));
        }

        if (p.Content < 0.5) throw new InvalidParameterException(Text($"The content is the share of lots that limits hold, at least 0.5; found {p.Content}."));
        if (p.NextLots is < 1 or > 10_000) throw new InvalidParameterException($"Prediction limits hold the next 1 to 10000 lots; found {p.NextLots}.");
        foreach (string attribute in Specified(p).Keys)
        {
            if (!all.Contains(attribute)) throw new InvalidParameterException($"Specification limits are given for '{attribute}', which is no attribute with a limit.");
        }
    }

    private static AttributeLimits Limits(SpecificationParameters p, string name, SpecifiedLot[] lots, (double? Low, double? High)? specified)
    {
        int n = lots.Length;
        if (n < FewestLots) throw new PreconditionException($"'{name}' has values of {n} {(n == 1 ? "lot" : "lots")}; limits need at least {FewestLots}, and say little below {EnoughLots}.");
        string scale = p.Log.Contains(name) ? "log" : p.Logit.Contains(name) ? "logit" : "linear", side = p.Lower.Contains(name) ? "lower" : p.Upper.Contains(name) ? "upper" : "both";
        double[] values = [.. lots.Select(l => To(scale, l.Value) is var v && double.IsFinite(v) ? v
            : throw new BadDataException("lots", $"lot '{l.Lot}'", Text($"'{name}' is {l.Value}, which has no {(scale == "log" ? "logarithm: values are above 0" : "logit: values lie between 0 and 1")}")))];
        double mean = values.Average(), deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (n - 1));
        if (!(deviation > 0)) throw new PreconditionException($"'{name}' is the same in all {n} lots: its spread between lots cannot be estimated. Are the values rounded, or copies of one?");
        double factor = side == "both" ? ToleranceFactor.TwoSided(n, p.Content, p.Confidence) : ToleranceFactor.OneSided(n, p.Content, p.Confidence);
        double tail = (1 - p.Confidence) / p.NextLots / (side == "both" ? 2 : 1);
        double reach = -StudentDistribution.Quantile(tail, n - 1) * Math.Sqrt(1 + (1.0 / n));
        Interval Around(double k) => new(side == "upper" ? double.NaN : From(scale, mean - (k * deviation)), side == "lower" ? double.NaN : From(scale, mean + (k * deviation)));
        int? donors = lots.All(l => l.Donor is not null) ? lots.Select(l => l.Donor).Distinct(StringComparer.Ordinal).Count() : null;
        ShapiroWilk normal = n <= 5000 ? ShapiroWilk.Of(values) : new ShapiroWilk(double.NaN, double.NaN);
        string[] flags = [.. new[] { n < EnoughLots ? "FEW_LOTS" : null, normal.P < NormalityLevel ? "NOT_NORMAL" : null, donors < n ? "REPEATED_DONORS" : null }.OfType<string>()];
        double q = p.Content, observed = side == "both" ? 1 - (n * Math.Pow(q, n - 1)) + ((n - 1) * Math.Pow(q, n)) : 1 - Math.Pow(q, n);
        return new AttributeLimits(
            name, side, scale, n, donors, mean, deviation, new Interval(deviation * Math.Sqrt((n - 1) / ChiSquareDistribution.Quantile(p.Confidence, n - 1)), deviation * Math.Sqrt((n - 1) / ChiSquareDistribution.Quantile(1 - p.Confidence, n - 1))),
            factor, Around(factor), Around(reach), Around(3), side == "both" ? ToleranceFactor.ConfidenceTwoSided(n, p.Content, 3) : ToleranceFactor.ConfidenceOneSided(n, p.Content, 3), new Interval(lots.Min(l => l.Value), lots.Max(l => l.Value)), observed, normal,
            specified is { } limits ? ProcessCapability.Of(mean, deviation, n, limits.Low is { } low ? To(scale, low) : null, limits.High is { } high ? To(scale, high) : null, p.Confidence) : null, flags);
    }

    private static IEnumerable<string> Warnings(SpecificationParameters p, AttributeLimits a, IReadOnlyList<SpecifiedLot> lots)
    {
        if (a.Flags.Contains("FEW_LOTS"))
            yield return Text($"{a.Attribute}: {a.Lots} lots give a tolerance factor of {a.Factor:0.00} standard deviations, and the true standard deviation may be {a.DeviationInterval.High / a.Deviation:0.0} times the one found. Limits from few lots are wide because little is known: taken as a specification they reward ignorance.");
        if (a.Flags.Contains("NOT_NORMAL"))
            yield return Text($"{a.Attribute}: the lots are not normal on the {a.Scale} scale (Shapiro-Wilk p {a.Normality.P:0.####}); limits mean - k SD and mean + k SD then hold another share than {p.Content}. Look for an outlying lot, or take the logarithm.");
        if (a.Flags.Contains("REPEATED_DONORS"))
            yield return Text($"{a.Attribute}: {a.Lots} lots come from {a.Donors} donors; lots of one donor are alike, so that the spread between donors is known from {a.Donors} and not from {a.Lots}, and limits are too narrow for a new donor.");
    }

    private static Dictionary<string, (double? Low, double? High)> Specified(SpecificationParameters p)
    {
        var found = new Dictionary<string, (double?, double?)>(StringComparer.Ordinal);
        foreach (string text in p.Specified)
        {
            int at = text.LastIndexOf('=');
            string[] ends = at < 1 ? [] : text[(at + 1)..].Split(':');
            if (ends.Length != 2 || !End(ends[0], out double? low) || !End(ends[1], out double? high) || (low is null && high is null) || low >= high)
                throw new InvalidParameterException($"Specification limits are '{text}'; expected attribute=low:high, of which one may be empty.");
            if (!found.TryAdd(text[..at].Trim(), (low, high))) throw new InvalidParameterException($"Specification limits of '{text[..at].Trim()}' are given twice.");
        }

        return found;
    }

    private static bool End(string text, out double? value)
    {
        value = null;
        if (text.Trim().Length == 0) return true;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number)) return false;
        value = number;
        return true;
    }

    private static double To(string scale, double value) => scale switch { "log" => Math.Log(value), "logit" => Math.Log(value / (1 - value)), _ => value };

    private static double From(string scale, double value) => scale switch { "log" => Math.Exp(value), "logit" => 1 / (1 + Math.Exp(-value)), _ => value };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
