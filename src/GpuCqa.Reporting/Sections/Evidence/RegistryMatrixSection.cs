using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Evidence;

/// <summary>States x functions: grade and rho.</summary>
internal sealed class RegistryMatrixSection : ReportSection
{
    public override string Id => "matrix";

    public override Said Title => Say("Matrix", "マトリックス");

    public override bool Shows(ReportContext context) => context.Result is RegistryResult { Cells.Count: > 0 };

    public override Markup Make(ReportContext context)
    {
        var result = (RegistryResult)context.Result;
        Dictionary<(string, string), RegistryCell> cells = result.Cells.ToDictionary(c => (c.State, c.Function));
        var table = new HtmlTable<string>(Say("States and functions", "状態と機能")) { AllIn = "registry.csv", Filtered = true };
        table.Text(Say("State", "状態"), null, StateKey.Shown);
        foreach (string function in result.Functions)
        {
            table.Rich(function, null, state => cells.TryGetValue((state, function), out RegistryCell? c)
                ? Markup.Of($"<b>{c.Grade.ToString()}</b> {(c.Effect is { } rho ? HtmlNumber.Rho(rho) : "")} <span class=\"soft\">{string.Join(", ", c.Tissues)}</span>") : Markup.Of($"–"));
        }

        var html = new Markup();
        html.Add($"""<section id="matrix"><h2>{Say("Which state carries which function", "どの状態がどの機能を担うか")}</h2><p>{Say("Grade, rank correlation over lots, and the tissues in which it holds.", "等級、ロット間の順位相関、成り立つ組織。")}</p>{table.Make(result.States)}</section>""");
        html.Add($"\n");
        return html;
    }
}
