using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Texts;
using GpuCqa.Reporting.Verbs;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>The limits of every attribute, and its lots.</summary>
internal sealed class SpecificationSection : ReportSection
{
    public override string Id => "limits";

    public override Said Title => Say("Limits", "限界値");

    public override bool Shows(ReportContext context) => context.Result is SpecificationResult;

    public override Markup Make(ReportContext context)
    {
        var result = (SpecificationResult)context.Result;
        string content = NumberText.Percent(result.Parameters.Content);
        HtmlTable<AttributeLimits> table = new HtmlTable<AttributeLimits>(Say("Limits", "限界値")) { Sortable = false }
            .Text(Say("Attribute", "特性"), null, a => a.Attribute)
            .Count(Say("Lots", "ロット"), null, a => a.Lots)
            .Number(Say("k", "k"), Say("Tolerance factor, exact.", "許容限界係数(正確な値)。"), a => a.Factor, a => HtmlNumber.Value(a.Factor, 4))
            .Text(Say("Tolerance", "許容限界"), Say($"Hold {content} of the lots of the process with the confidence.", $"この信頼度で工程のロットの{content}を含む限界。"), a => SpecificationReport.Limits(a.Tolerance))
            .Text(Say("Next lots", "次のロット"), Say("Hold all of the next lots with the confidence.", "この信頼度で次の全ロットを含む限界。"), a => SpecificationReport.Limits(a.Prediction))
            .Text(Say("Mean ± 3 SD", "平均 ± 3 SD"), null, a => SpecificationReport.Limits(a.ThreeDeviations))
            .Number(Say("… is worth", "… の信頼度"), Say($"Confidence with which mean ± 3 SD holds {content} of the lots at this number of lots.", $"このロット数で平均 ± 3 SDがロットの{content}を含む信頼度。"), a => a.ThreeDeviationsConfidence, a => NumberText.Percent(a.ThreeDeviationsConfidence))
            .Text(Say("Range of the lots", "ロットの範囲"), null, a => SpecificationReport.Limits(a.Observed))
            .Number(Say("… is worth", "… の信頼度"), Say($"Confidence with which the smallest and largest lot hold {content}, whatever the distribution.", $"分布によらず、最小と最大のロットの範囲がロットの{content}を含む信頼度。"), a => a.ObservedConfidence, a => NumberText.Percent(a.ObservedConfidence))
            .Text(Say("Scale", "尺度"), null, a => a.Scale)
            .Number(Say("Normality p", "正規性のp値"), Say("Shapiro-Wilk, on the scale.", "Shapiro-Wilk検定(示した尺度)。"), a => a.Normality.P, HtmlNumber.Flat)
            .Text(Say("Flags", "注意"), null, a => string.Join(' ', a.Flags));
        if (result.Attributes.Any(a => a.Capability is not null))
        {
            table.Number("Ppk", null, a => a.Capability?.Ppk ?? double.NaN, a => a.Capability is { } c ? HtmlNumber.Value(c.Ppk, 3) : "–")
                .Text(Say("Interval", "区間"), Say("Exact for one limit; of two limits that of the nearer one.", "片側規格では正確な値。両側規格では近い側の区間。"), a => a.Capability is { } c ? $"{HtmlNumber.Value(c.Interval.Low, 3)} … {HtmlNumber.Value(c.Interval.High, 3)}" : "–");
        }

        var html = new Markup();
        html.Add($"""<section id="limits"><h2>{Say("The limits", "限界値")}</h2>{table.Make(result.Attributes)}""");
        for (int a = 1; a < result.Attributes.Count; a++)
            html.Add($"""<figure><figcaption><strong>{result.Attributes[a].Attribute}</strong></figcaption>{StatementSection.Both(SpecificationPicture.Draw(result, a, 720), SpecificationPicture.Draw(result, a, 350))}</figure>""");
        html.Add($"<h3>{Say("The lots", "ロット")}</h3>");
        html.Add(new HtmlTable<SpecifiedLot>(Say("Lots", "ロット")) { AllIn = "specification_lots.csv" }
            .Text(Say("Attribute", "特性"), null, l => l.Attribute)
            .Text(Say("Lot", "ロット"), null, l => l.Lot)
            .Text(Say("Donor", "ドナー"), null, l => l.Donor)
            .Number(Say("Value", "値"), null, l => l.Value, HtmlNumber.Given)
            .Make(result.Lots));
        html.Add($"</section>\n");
        return html;
    }
}
