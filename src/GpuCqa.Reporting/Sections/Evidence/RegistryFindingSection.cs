using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Evidence;

/// <summary>The first screen of a registry.</summary>
internal sealed class RegistryFindingSection : ReportSection
{
    public override string Id => "finding";

    public override Said Title => Say("What is known", "概要");

    public override bool Shows(ReportContext context) => context.Result is RegistryResult;

    public override Markup Make(ReportContext context)
    {
        var result = (RegistryResult)context.Result;
        EvidenceLevel best = result.Cells.Count == 0 ? EvidenceLevel.E0 : result.Cells[0].Grade;
        var html = new Markup();
        html.Add($"""<section id="finding" class="first"><div class="say"><p class="verdict {(best >= EvidenceLevel.E2 ? "shown" : "open")}">{Say($"Best grade {best}", $"最高の等級 {best}")}</p><h1>{context.Verb.Headline(result)}</h1><p class="lead">{context.Verb.Sentence(result)}</p>{FirstScreen.Warnings(result)}</div>""");
        html.Add(FirstScreen.Unsaid(context));
        return html;
    }
}
