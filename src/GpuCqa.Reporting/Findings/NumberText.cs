using System.Globalization;

namespace GpuCqa.Reporting.Findings;

/// <summary>Numbers as a reader wants them in running text: few digits, never a digit that misleads.</summary>
public static class NumberText
{
    /// <summary>A p-value: two significant digits, three between 0.01 and 0.1 where a level may lie, 4.2e-6 when small.</summary>
    public static string P(double p)
    {
        if (double.IsNaN(p)) return "not estimable";
        if (p >= 1) return "1";
        if (p >= 0.1) return Significant(p, 2);
        if (p >= 0.01) return Significant(p, 3);
        if (p >= 0.0001 || p == 0) return Significant(p, 2);
        string[] parts = p.ToString("0.0e-0", CultureInfo.InvariantCulture).Split('e');
        return $"{parts[0]}e{parts[1]}";
    }

    /// <summary>A correlation with two decimals; three when two would round a value below 1 to 1.</summary>
    public static string Rho(double rho)
    {
        if (double.IsNaN(rho)) return "not estimable";
        string text = rho.ToString("0.00", CultureInfo.InvariantCulture);
        if (Math.Abs(rho) < 1 && text is "1.00" or "-1.00") text = rho.ToString("0.000", CultureInfo.InvariantCulture);
        return text == "-0.00" ? "0.00" : text;
    }

    /// <summary>An index from 0 to 1, with two decimals.</summary>
    public static string Index(double value) => double.IsNaN(value) ? "" : value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A share of 1 as a percentage: one decimal from 1% on, two significant digits below.</summary>
    public static string Percent(double fraction)
    {
        if (double.IsNaN(fraction)) return "not defined";
        double percent = 100 * fraction;
        return percent is 0 or >= 0.995 ? percent.ToString("0.0", CultureInfo.InvariantCulture) + "%" : Significant(percent, 2) + "%";
    }

    /// <summary>A count with thousands separators.</summary>
    public static string Count(double count) =>
        count < 1e15 ? count.ToString("#,##0", CultureInfo.InvariantCulture) : count.ToString("0.00e+0", CultureInfo.InvariantCulture);

    /// <summary>A value with a number of significant digits and no exponent where that stays short.</summary>
    public static string Significant(double value, int digits)
    {
        if (double.IsNaN(value)) return "";
        if (value == 0 || double.IsInfinity(value)) return value.ToString(CultureInfo.InvariantCulture);
        int magnitude = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (magnitude is < -5 or > 9) return value.ToString("0." + new string('#', digits - 1) + "e-0", CultureInfo.InvariantCulture);
        int decimals = Math.Clamp(digits - 1 - magnitude, 0, 15);
        return Math.Round(value, decimals, MidpointRounding.AwayFromZero).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>The shortest text of a parameter (0.5, 1, 1e-6).</summary>
    public static string Plain(double value) => value.ToString(CultureInfo.InvariantCulture);
}
