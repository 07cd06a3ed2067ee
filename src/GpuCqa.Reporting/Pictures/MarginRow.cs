using GpuCqa.Reporting.Comparisons;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>An interval in units of its margins.</summary>
internal sealed record MarginRow(Said Name, Said Numbers, double Estimate, double Low, double High, AttributeVerdict Verdict)
{
    /// <summary>Rows of all attributes and states that have margins.</summary>
    public static IReadOnlyList<MarginRow> Of(ComparisonFindings f) =>
    [
        .. CompareText.Ordered(f).Where(a => double.IsFinite(a.MarginLow) && double.IsFinite(a.Low)).Select(a => new MarginRow(a.Spec.Name,
            Say($"{CompareWords.Range(a.Spec, a.Low, a.High)} {CompareWords.Unit(a.Spec).En}", $"{CompareWords.Range(a.Spec, a.Low, a.High)} {CompareWords.Unit(a.Spec).Ja}"),
            Unit(a.Estimate, a.MarginLow, a.MarginHigh), Unit(a.Low, a.MarginLow, a.MarginHigh), Unit(a.High, a.MarginLow, a.MarginHigh), a.Verdict)),
        .. (f.Composition?.States ?? []).Where(s => double.IsFinite(s.MarginLow)).Select(s => new MarginRow(CompareWords.State(s.State),
            Say($"{Html.HtmlNumber.Value(Math.Exp(s.Low), 3)} … {Html.HtmlNumber.Value(Math.Exp(s.High), 3)} fold", $"{Html.HtmlNumber.Value(Math.Exp(s.Low), 3)} … {Html.HtmlNumber.Value(Math.Exp(s.High), 3)} 倍"),
            Unit(s.Estimate, s.MarginLow, s.MarginHigh), Unit(s.Low, s.MarginLow, s.MarginHigh), Unit(s.High, s.MarginLow, s.MarginHigh), s.Verdict)),
    ];

    private static double Unit(double value, double low, double high) => value < 0 ? -value / low : value / high;
}
