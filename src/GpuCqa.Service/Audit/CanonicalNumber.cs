using System.Globalization;

namespace GpuCqa.Service.Audit;

/// <summary>Numbers in one spelling only: integers as they are, others as the shortest decimal that reads back the same, as Python's json writes them.</summary>
public static class CanonicalNumber
{
    // Exponents from which Python writes d.ddde+XX.
    private const int Small = -5, Large = 16;

    /// <summary>The spelling of a JSON number.</summary>
    public static string Of(string json)
    {
        if (json.AsSpan().IndexOfAny('.', 'e', 'E') < 0) return json == "-0" ? "0" : json;
        double value = double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) return json;
        (string digits, int exponent) = Digits(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        return (double.IsNegative(value) ? "-" : "") + exponent switch
        {
            <= Small or >= Large => $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("D2", CultureInfo.InvariantCulture)}",
            < 0 => "0." + new string('0', -exponent - 1) + digits,
            _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0') + ".0",
            _ => digits[..(exponent + 1)] + "." + digits[(exponent + 1)..],
        };
    }

    // The digits without zeros around them, and the power of ten of the first.
    private static (string Digits, int Exponent) Digits(string text)
    {
        string[] parts = text.Split('E');
        string[] halves = parts[0].Split('.');
        string all = string.Concat(halves), digits = all.TrimStart('0');
        if (digits.Length == 0) return ("0", 0);
        int power = parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        return (digits.TrimEnd('0'), halves[0].Length - 1 - (all.Length - digits.Length) + power);
    }
}
