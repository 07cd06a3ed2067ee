using System.Globalization;
using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>How the margin of an equivalence test is set. A rule is always the user's: there is no default.</summary>
/// <param name="Kind">"absolute", "range", "ratio", "sd", "sd-lower" or "potency".</param>
/// <param name="First">The margin, its lower end, the ratio, the multiple, or the tolerable change of the readout.</param>
/// <param name="Second">The upper end of a range; NaN elsewhere.</param>
/// <param name="Readout">The readout of "potency".</param>
public sealed record MarginRule(string Kind, double First, double Second, string? Readout)
{
    /// <summary>What may be written, for messages.</summary>
    public const string Grammar = "'absolute 5' (in the unit, linear scale), 'range -5 to 8' or 'range 0.8 to 1.25' (ratios on the log and logit scales), 'ratio 1.25', 'sd 1.5' (times the standard deviation between lots before the change), 'sd-lower 1.5' (times its lower 95 % bound) or 'potency 50 vegf' (tolerable change of a readout over its slope)";

    /// <summary>Reads a rule.</summary>
    /// <exception cref="FormatException">It is none, or not one for the scale; the message says what is wrong.</exception>
    public static MarginRule Parse(string text, AttributeScale scale)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) throw new FormatException("there is no margin");
        string kind = words[0].ToLowerInvariant();
        switch (kind)
        {
            case "absolute" when words.Length == 2:
                if (scale != AttributeScale.Linear) throw new FormatException($"an absolute margin is for the linear scale; on the {scale.ToString().ToLowerInvariant()} scale say a ratio or a range of ratios");
                return new MarginRule(kind, Positive(words[1]), double.NaN, null);
            case "ratio" when words.Length == 2:
                if (scale == AttributeScale.Linear) throw new FormatException("a ratio is for the log or logit scale");
                double ratio = Positive(words[1]);
                return ratio > 1 ? new MarginRule(kind, ratio, double.NaN, null) : throw new FormatException($"the ratio {words[1]} is not above 1 (1.25 stands for 0.8 to 1.25)");
            case "range" when words.Length == 4 && words[2] == "to":
                double low = Number(words[1]), high = Number(words[3]), nothing = scale == AttributeScale.Linear ? 0 : 1;
                if (!(low < nothing && nothing < high) || (scale != AttributeScale.Linear && low <= 0)) throw new FormatException($"the range {words[1]} to {words[3]} does not hold {nothing}, no difference, inside");
                return new MarginRule(kind, low, high, null);
            case "sd" or "sd-lower" when words.Length == 2:
                return new MarginRule(kind, Positive(words[1]), double.NaN, null);
            case "potency" when words.Length == 3:
                return new MarginRule(kind, Positive(words[1]), double.NaN, words[2]);
            default:
                throw new FormatException($"'{text}' is no margin");
        }
    }

    /// <summary>The margins on the scale, and what they rest on in words.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="lotDeviation">Standard deviation between lots before the change, the method's part taken off where it is known; on the scale.</param>
    /// <param name="lots">Lots that it is from.</param>
    /// <param name="slope">Slope of the readout on the attribute: estimate, and the larger magnitude of its 95 % interval; null without a readout.</param>
    /// <exception cref="PreconditionException">The lots cannot give the margin.</exception>
    public (double Low, double High, string Basis) Margins(AttributeScale scale, double lotDeviation, int lots, (double Estimate, double Steepest)? slope)
    {
        switch (Kind)
        {
            case "absolute": return (-First, First, Text($"{First} to each side, given"));
            case "ratio": return (-Math.Log(First), Math.Log(First), Text($"ratio {1 / First:0.####} to {First}, given"));
            case "range": return scale == AttributeScale.Linear ? (First, Second, Text($"{First} to {Second}, given")) : (Math.Log(First), Math.Log(Second), Text($"ratio {First} to {Second}, given"));
            case "potency":
                double width = First / slope!.Value.Steepest;
                return (-width, width, Text($"{First} of {Readout} tolerable / {slope.Value.Steepest:0.####} a unit of the attribute (slope {slope.Value.Estimate:0.####} over the lots before; the end of its 95 % interval that gives the narrower margin)"));
            default:
                if (!(lotDeviation > 0)) throw new PreconditionException($"A margin of '{Kind} {First.ToString(CultureInfo.InvariantCulture)}' needs lots before the change that differ by more than their method: their standard deviation is not above 0.");
                double lower = lotDeviation * Math.Sqrt((lots - 1) / ChiSquareDistribution.Quantile(0.95, lots - 1)), unit = Kind == "sd" ? lotDeviation : lower;
                return (-First * unit, First * unit, Kind == "sd"
                    ? Text($"{First} x {lotDeviation:0.####}, the standard deviation between {lots} lots before the change (95 % lower bound of it {lower:0.####})")
                    : Text($"{First} x {lower:0.####}, the lower 95 % bound of the standard deviation {lotDeviation:0.####} between {lots} lots before the change"));
        }
    }

    /// <summary>The rule as it is written.</summary>
    public override string ToString() => Kind switch
    {
        "range" => Text($"range {First} to {Second}"),
        "potency" => Text($"potency {First} {Readout}"),
        _ => Text($"{Kind} {First}"),
    };

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static double Positive(string text) => Number(text) is > 0 and double value ? value : throw new FormatException($"'{text}' is not above 0");

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : throw new FormatException($"'{text}' is not a number");
}
