using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Evidence;

/// <summary>The first screen of assay plates: whether they may be read, what they give, what undermines it.</summary>
internal sealed class PotencyFindingSection : ReportSection
{
    public override string Id => "finding";

    public override Said Title => Say("Result", "結果");

    public override bool Shows(ReportContext context) => context.Result is PotencyResult;

    public override Markup Make(ReportContext context)
    {
        var result = (PotencyResult)context.Result;
        bool accepted = result.Plates.All(p => p.Accepted) && result.Warnings.Count == 0;
        var html = new Markup();
        html.Add($"""<section id="finding" class="first"><div class="say"><p class="verdict {(accepted ? "shown" : "open")}">{(accepted ? Say("Every plate is accepted", "全プレート合格") : Say("Read what undermines these values first", "まず、値の信頼性を損なう点をお読みください"))}</p><h1>{context.Verb.Headline(result)}</h1><p class="lead">{context.Verb.Sentence(result)}</p>""");
        html.Add(FirstScreen.Warnings(result));
        html.Add($"""<p class="design"><strong>{Say("For the lot sheet.", "ロット表への転記。")}</strong> {Say("readouts.csv is written as discover and associate read it: one row a lot, replicates in columns of their own, values beyond a limit with < or >.", "readouts.csvはdiscoverとassociateがそのまま読める形式です(1行1ロット、反復は別の列、限界を超えた値は<または>付き)。")}</p></div>""");
        html.Add(FirstScreen.Unsaid(context));
        return html;
    }
}
