using System.Globalization;
using System.Text.RegularExpressions;

namespace GpuCqa.Formats.Readouts;

/// <summary>How the numbers of a column are written: with decimal points, or with decimal commas.</summary>
/// <remarks>A comma is decimal unless it may separate thousands: where every comma stands before three digits and other values of the column have none, 1,234 may be either, and is refused.</remarks>
public sealed partial class NumberDialect
{
    private readonly string? refusal;

    private NumberDialect(bool comma, string? refusal)
    {
        Comma = comma;
        this.refusal = refusal;
    }

    /// <summary>Whether commas are decimal.</summary>
    public bool Comma { get; }

    /// <summary>The way in which some texts are written; those that are no numbers are passed over.</summary>
    public static NumberDialect Of(IEnumerable<string> texts)
    {
        bool comma = false, pointed = false, plain = false, decimals = false;
        foreach (string text in texts)
        {
            if (WithComma().IsMatch(text))
            {
                comma = true;
                decimals |= !ThousandsLike().IsMatch(text);
            }
            else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                plain = true;
                pointed |= text.Contains('.', StringComparison.Ordinal);
            }
        }

        if (!comma) return new NumberDialect(false, null);
        if (pointed) return new NumberDialect(false, "its comma is neither a decimal point nor left out, as in other values of the column");
        return plain && !decimals
            ? new NumberDialect(false, "its comma may separate thousands or decimals; write it without a comma, or with a decimal point")
            : new NumberDialect(true, null);
    }

    /// <summary>Reads a finite number.</summary>
    /// <param name="text">The text, trimmed.</param>
    /// <param name="value">The number, or NaN.</param>
    /// <param name="why">What is wrong with a text that looks like a number, or null.</param>
    public bool TryParse(string text, out double value, out string? why)
    {
        why = null;
        string number = text.Replace('\u2212', '-');
        if (WithComma().IsMatch(number))
        {
            why = refusal;
            if (Comma) number = number.Replace(',', '.');
        }
        else if (Separated().IsMatch(number))
        {
            why = "write it without thousands separators";
        }

        if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)) return true;
        value = double.NaN;
        return false;
    }

    [GeneratedRegex(@"^[+-]?[0-9]*,[0-9]+([eE][+-]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex WithComma();

    [GeneratedRegex(@"^[+-]?[1-9][0-9]{0,2},[0-9]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex ThousandsLike();

    // 1,234.5 and 1.234,5 and 1 234 and 1'234,5 and 1,234,567
    [GeneratedRegex(@"^[+-]?[0-9]{1,3}([.,' \u00A0\u202F\u2019][0-9]{3})+([.,][0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Separated();
}
