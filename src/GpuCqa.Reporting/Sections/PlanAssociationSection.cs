using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>What other numbers of lots would find.</summary>
internal sealed class PlanAssociationSection : ReportSection
{
    public override string Id => "lots";

    public override Said Title => Say("Lots", "ロット数");

    public override bool Shows(ReportContext context) => context.Result is PlanResult;

    public override Markup Make(ReportContext context)
    {
        var plan = (PlanResult)context.Result;
        string power = NumberText.Percent(plan.Parameters.Power), alpha = NumberText.Plain(plan.Parameters.Alpha), k = NumberText.Count(plan.Parameters.Clusters);
        var table = new HtmlTable<AssociationDesign>(Say("Numbers of lots", "ロット数")) { Sortable = false, Marked = d => d.Lots == plan.Association.Lots }
            .Count(Say("Lots", "ロット"), null, d => d.Lots)
            .Number(Say("Smallest p", "最小のp値"), Say("Smallest two-sided permutation p that one cluster can reach.", "1クラスターが到達しうる最小の両側並べ替えp値。"), d => d.SmallestP, HtmlNumber.Flat)
            .Number(Say("rho that reaches the level, alone", "水準に達するρ(単独)"), Say($"Smallest observed |rho| with p of at most {alpha}, one cluster fixed beforehand.", $"p値が{alpha}以下となる最小の|ρ|(事前に決めた1クラスター)。"), d => d.CriticalAlone, HtmlNumber.Rho)
            .Number(Say("… over the family", "… (ファミリー)"), Say($"The same at {alpha} / {k}.", $"水準{alpha}/{k}での値。"), d => d.CriticalFamily, HtmlNumber.Rho)
            .Number(Say("True rho found, alone", "検出可能な真のρ(単独)"), Say($"Smallest true Spearman correlation that is found with {power}.", $"{power}の確率で検出される最小の真のSpearman相関。"), d => d.DetectableAlone, HtmlNumber.Rho)
            .Number(Say("… over the family", "… (ファミリー)"), null, d => d.DetectableFamily, HtmlNumber.Rho)
            .Text(Say("Critical values", "棄却限界"), null, d => d.Exact ? Say("exact", "正確") : Say("drawn orders", "無作為な並べ替え"));
        if (plan.Parameters.Rho is { } rho) table.Number(Say($"Power at {NumberText.Plain(rho)}", $"ρ = {NumberText.Plain(rho)}での検出力"), Say("Over the family.", "ファミリー全体。"), d => d.PowerFamily, d => NumberText.Percent(d.PowerFamily));
        var html = new Markup();
        html.Add($"""<section id="lots"><h2>{Say("What other numbers of lots find", "ロット数ごとの検出力")}</h2><p>{Say("Lots that change places freely, with a readout that differs between lots. A dash: nothing reaches it.", "自由に並べ替えられるロットで、測定値がロットごとに異なる場合。「–」は到達不能を示します。")}</p>{table.Make(plan.Lots)}</section>""");
        html.Add($"\n");
        return html;
    }

    public static Scene? Picture(PlanResult plan, int width, int height)
    {
        Curve[] curves = Curves(plan, "alone", "family");
        if (curves.Length == 0) return null;
        (double, Said)[] marks = plan.Parameters.Rho is { } rho ? [(rho, Say("asked for", "要求値"))] : double.IsNaN(plan.Association.DetectableFamily) ? [] : [(plan.Association.DetectableFamily, NumberText.Rho(plan.Association.DetectableFamily))];
        return CurvePicture.Draw(curves, Say($"Probability that {plan.Association.Lots} lots find a correlation", $"{plan.Association.Lots}ロットが相関を検出する確率"), Say("true Spearman correlation", "真のSpearman相関"), plan.Parameters.Power, marks, false, width, height);
    }

    /// <summary>Curves of a plan by their names, each with a colour of its own.</summary>
    public static Curve[] Curves(PlanResult plan, params string[] names) =>
        [.. names.Select((name, i) => new Curve(PlanText.Curve(name), [.. plan.Curves.Where(p => p.Curve == name).Select(p => (p.At, p.Power))], i == names.Length - 1 ? Palette.Focus : Palette.Category(i))).Where(c => c.Points.Count > 0)];
}
