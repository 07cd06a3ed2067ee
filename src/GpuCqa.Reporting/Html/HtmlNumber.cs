using System.Globalization;
using GpuCqa.Reporting.Findings;

namespace GpuCqa.Reporting.Html;

/// <summary>Numbers as typography wants them: a true minus, powers of ten raised.</summary>
internal static class HtmlNumber
{
    public static Markup P(double p)
    {
        string text = NumberText.P(p);
        int e = text.IndexOf('e', StringComparison.Ordinal);
        return e < 0 || double.IsNaN(p) ? Markup.Of($"{Minus(text)}") : Markup.Of($"{text[..e]} × 10<sup>{Minus(text[(e + 1)..])}</sup>");
    }

    /// <summary>A p-value where no markup can stand.</summary>
    public static string Flat(double p) => double.IsNaN(p) ? "–" : Minus(NumberText.P(p));

    public static string Rho(double rho) => double.IsNaN(rho) ? "–" : Minus(NumberText.Rho(rho));

    /// <summary>An interval, the same in every language; an en dash stands off so that minus signs stay apart from it.</summary>
    public static string Range(double low, double high) => double.IsNaN(low) || double.IsNaN(high) ? "–" : $"{Rho(low)} … {Rho(high)}";

    public static string Value(double value, int digits) => double.IsNaN(value) ? "–" : Minus(NumberText.Significant(value, digits));

    /// <summary>A value as it stands in the sheet, with six significant digits when it has many.</summary>
    public static string Given(double value)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        return double.IsNaN(value) ? "–" : Minus(text.Length <= 8 ? text : value.ToString("G6", CultureInfo.InvariantCulture));
    }

    private static string Minus(string text) => text.Replace('-', '−');
}
