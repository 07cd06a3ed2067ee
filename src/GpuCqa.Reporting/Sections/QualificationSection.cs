using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Tables;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>Every check of a qualification, part by part, and what is installed.</summary>
internal sealed class QualificationSection : ReportSection
{
    public override string Id => "checks";

    public override Said Title => Say("Checks", "チェック項目");

    public override bool Shows(ReportContext context) => context.Result is QualifyResult;

    public override Markup Make(ReportContext context)
    {
        var result = (QualifyResult)context.Result;
        var html = new Markup();
        html.Add($"""<section id="checks"><h2>{Say("What was checked", "チェック結果")}</h2><p>{Say("Titles and remarks of vectors are in English. Every value of every vector is in qualification_values.csv.", "ベクターの表題と備考は英語です。全ベクターの全数値はqualification_values.csvにあります。")}</p>""");
        foreach (QualificationPart part in Enum.GetValues<QualificationPart>())
        {
            QualificationCheck[] own = [.. result.Checks.Where(c => c.Part == part)];
            Said name = Name(part);
            html.Add($"<h3>{name}</h3>");
            html.Add(new HtmlTable<QualificationCheck>(name) { Sortable = false, AllIn = ResultTables.Qualification.File, Marked = c => !c.Passed }
                .Text(Say("Check", "項目"), null, c => c.Id)
                .Rich(Say("Verdict", "判定"), null, c => Markup.Of($"<strong>{(c.Passed ? Say("PASS", "合格") : Say("FAIL", "不合格"))}</strong>"))
                .Rich(Say("What", "内容"), null, c => Broken(c.Title))
                .Rich(Say("Expected", "期待値"), null, c => Broken(c.Expected))
                .Rich(Say("Found", "結果"), null, c => Broken(c.Found))
                .Text(Say("Tolerance", "許容差"), null, c => c.Tolerance)
                .Text(Say("Remark", "備考"), null, c => c.Remark)
                .Make(own));
        }

        html.Add($"<h3>{Say("What is installed", "インストール内容")}</h3>");
        html.Add(new HtmlTable<InstallationFact>(Say("What is installed", "インストール内容")) { Sortable = false, AllIn = ResultTables.Installation.File }
            .Text(Say("Part", "名称"), null, f => f.Name)
            .Text(Say("Version or setting", "バージョン・設定"), null, f => f.Value)
            .Rich("SHA-256", null, f => Markup.Of($"<code>{f.Sha256 ?? ""}</code>"))
            .Make(result.Facts));
        html.Add($"</section>\n");
        return html;
    }

    // Hashes and titles are long: broken within the cell.
    private static Markup Broken(string text) => Markup.Of($"<span class=\"broken\">{text}</span>");

    private static Said Name(QualificationPart part) => part switch
    {
        QualificationPart.Installation => Say("Installation (IQ)", "据付時適格性評価(IQ)"),
        QualificationPart.Operation => Say("Operation (OQ): verification vectors", "運転時適格性評価(OQ): 検証ベクター"),
        _ => Say("Performance (PQ): the reference cohort", "性能適格性評価(PQ): 参照コホート"),
    };
}
