using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Evidence;

/// <summary>Every cell of the matrix with what it rests on, and how states lie to older ones.</summary>
internal sealed class RegistryCellSection : ReportSection
{
    public override string Id => "evidence";

    public override Said Title => Say("Evidence", "根拠");

    public override bool Shows(ReportContext context) => context.Result is RegistryResult { Cells.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        var result = (RegistryResult)context.Result;
        HtmlTable<RegistryCell> table = new HtmlTable<RegistryCell>(Say("Cells and their evidence", "各組の根拠")) { AllIn = "registry.csv", Filtered = true }
            .Text(Say("State", "状態"), null, c => StateKey.Shown(c.State))
            .Text(Say("Function", "機能"), null, c => c.Function)
            .Text(Say("Grade", "等級"), null, c => c.Grade.ToString())
            .Number("ρ", Say("Over the lots that it was found on.", "発見に用いたロットでの値。"), c => c.Effect ?? double.NaN, v => HtmlNumber.Rho(v))
            .Text(Say("Interval", "区間"), null, c => HtmlNumber.Range(c.Low ?? double.NaN, c.High ?? double.NaN))
            .Rich(Say("Family-wise p", "ファミリーワイズp値"), null, c => HtmlNumber.P(c.PFamily ?? double.NaN))
            .Number(Say("Lots", "ロット数"), null, c => c.Lots, NumberText.Count)
            .Text(Say("Holds in", "成り立つ組織"), null, c => string.Join(", ", c.Tissues))
            .Text(Say("Failed in", "再現しなかった組織"), null, c => string.Join(", ", c.FailedTissues))
            .Rich(Say("Next grade lacks", "上の等級に足りないもの(英語)"), null, c => Markup.Of($"<span lang=\"en-x-note\">{string.Join("; ", c.NotHigher)}</span>"))
            .Rich(Say("Results", "結果"), Say("Entry, verb and SHA-256 of the folder.", "記録番号、種類、フォルダーのSHA-256。"), Results);
        var html = new Markup();
        html.Add($"""<section id="evidence"><h2>{Say("What each grade rests on", "等級の根拠")}</h2>{table.Make(result.Cells)}""");
        if (result.Links.Count > 0)
        {
            html.Add($"<h3>{Say("States of one discovery in another", "状態の対応(同一・分割・統合)")}</h3>");
            html.Add(new HtmlTable<StateLink>(Say("Links between states", "状態の対応")) { AllIn = "state_links.csv" }
                .Text(Say("Newer state", "新しい状態"), null, l => StateKey.Shown(l.From))
                .Text(Say("Older state", "古い状態"), null, l => StateKey.Shown(l.To))
                .Text(Say("Kind", "種類"), Say("same; part: a split; whole: a merge; overlap.", "same: 同一、part: 分割、whole: 統合、overlap: 一部重複。"), l => l.Kind)
                .Number(Say("Share", "割合"), Say("Of the newer state's cells.", "新しい状態の細胞に対する割合。"), l => l.ShareOfFrom, NumberText.Percent)
                .Number(Say("Share of the older", "古い状態に対する割合"), null, l => l.ShareOfTo, NumberText.Percent)
                .Make(result.Links));
        }

        html.Add($"</section>\n");
        return html;
    }

    private static Markup Results(RegistryCell cell)
    {
        var html = new Markup();
        foreach (RegistryEvidence e in cell.Evidence) html.Add($"""<span title="{e.Sha256}">{e.Entry}: {e.Kind} <code>{e.Sha256[..12]}</code> {e.Said}</span><br>""");
        return html;
    }
}
