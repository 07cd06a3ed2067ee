using System.Globalization;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>What the cells are that quality control removed, by reason.</summary>
internal sealed class RemovedSection : ReportSection
{
    public override string Id => "removed";

    public override Said Title => Say("Removed cells", "除外細胞");

    public override bool Shows(ReportContext context) => context.Result is IRemovedResult { Removed.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        IReadOnlyList<RemovedCount> removed = ((IRemovedResult)context.Result).Removed;
        string[] classes = [.. removed.Select(r => r.Class).Distinct(StringComparer.Ordinal).OrderBy(c => int.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out int k) ? k : int.MaxValue).ThenBy(c => c, StringComparer.Ordinal)];
        RemovalReason?[] reasons = [null, .. removed.Select(r => r.Reason).Distinct().Where(r => r is not null).Order()];
        int Cells(string name, RemovalReason? reason) => removed.Where(r => r.Class == name && r.Reason == reason).Sum(r => r.Cells);
        var html = new Markup();
        html.Add($"""<section id="removed"><h2>{Say("What quality control removed", "品質管理で除かれた細胞")}</h2><p>{Say("Cells that quality control removed are placed as the lots' other cells are and labelled by the nearest reference cells. They count in no share and in no test. Hazardous and rare cells are often removed as outliers or doublets: what they look like stands here, all lots together.", "品質管理で除かれた細胞も、ロットの他の細胞と同様に配置し、参照の最近傍細胞でラベルを付けました。割合や検定には含まれません。ハザード細胞や希少細胞は外れ値やダブレットとして除かれやすいため、その内訳を全ロット合計で示します。")}</p>""");
        var table = new HtmlTable<string>(Say("Removed cells", "除外細胞")) { Sortable = false, AllIn = "removed_cells.csv" }.Text(Say("Looks like", "類似先"), null, Name);
        foreach (RemovalReason? reason in reasons) table.Count(Name(reason), null, c => Cells(c, reason));
        html.Add(table.Make(classes));
        html.Add($"</section>\n");
        return html;
    }

    private static Said Name(string name) => name switch
    {
        RemovedCount.NotInReference => Say("nothing in the reference", "参照になし"),
        RemovedCount.Uncertain => Say("between clusters", "クラスター間"),
        RemovedCount.TooFewGenes => Say($"too few genes to tell (below {RemovedCount.LeastGenes})", $"遺伝子数不足で判定不能({RemovedCount.LeastGenes}未満)"),
        _ => Say($"cluster {name}", $"クラスター{name}"),
    };

    private static Said Name(RemovalReason? reason) => reason switch
    {
        null => Say("Kept", "保持"),
        RemovalReason.LowGenes => Say("Few genes", "遺伝子数が少ない"),
        RemovalReason.HighGenes => Say("Many genes", "遺伝子数が多い"),
        RemovalReason.LowCounts => Say("Few counts", "カウントが少ない"),
        _ => Say("Mitochondrial", "ミトコンドリア比率"),
    };
}
