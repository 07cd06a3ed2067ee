using GpuCqa.Reporting.Comparisons;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pictures;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Comparisons;

/// <summary>The first screen of a comparison: the stage that is proposed, what the design can show, what differs, and what that does not say.</summary>
internal sealed class CompareFindingSection : ReportSection
{
    public override string Id => "finding";

    public override Said Title => Say("Finding", "結果");

    public override bool Shows(ReportContext context) => context.Result is CompareResult;

    public override Markup Make(ReportContext context)
    {
        var result = (CompareResult)context.Result;
        ComparisonFindings f = result.Findings;
        FlowPath path = result.Path;
        var html = new Markup();
        bool shown = path.State is FlowState.Comparable or FlowState.NotComparable;
        Said state = shown ? CompareWords.Of(path.State) : Say($"Proposed by the program: {DecisionFlow.NameOf(f.Stage)}. Not decided by a person yet", $"プログラムの提案: {DecisionFlow.NameOf(f.Stage)}。責任者による判断はまだありません");
        if (!shown && result.Signatures.Count > 0) state = Say($"Proposed by the program: {DecisionFlow.NameOf(f.Stage)}; signed by {result.Signatures.Count}, now at {CompareWords.Of(path.State).En}", $"プログラムの提案: {DecisionFlow.NameOf(f.Stage)}。署名{result.Signatures.Count}件、現在の段階: {CompareWords.Of(path.State).Ja}");
        html.Add($"""<section id="finding" class="first"><div class="say"><p class="verdict {(shown ? "shown" : "open")}">{state}</p><h1>{context.Verb.Headline(result)}</h1>""");
        html.Add($"""<p class="design{(f.Design.CanReachAlpha ? "" : " warning")}"><strong>{Say("What this design can show.", "この設計で示せること。")}</strong> {CompareWords.Design(f.Design)}</p>""");
        html.Add($"""<p class="lead">{CompareText.Next(f.Stage)}</p>""");
        foreach (string warning in result.Warnings.Where(w => w != f.Design.Sentence)) html.Add($"""<p class="warning"><strong>{Say("Undermines this finding:", "この結果の信頼性を損なう点(英語):")}</strong> <span lang="en-x-note">{warning}</span></p>""");
        html.Add($"</div>");
        IReadOnlyList<MarginRow> rows = MarginRow.Of(f);
        if (MarginPicture.Draw(rows, 540) is { } wide && MarginPicture.Draw(rows, 350) is { } narrow)
        {
            string confidence = NumberText.Plain(Math.Round(100 * (1 - (2 * result.Parameters.Alpha)), 6));
            html.Add($"""<figure class="main"><figcaption><strong>{Say($"{confidence}% intervals against their margins", $"{confidence}%区間と許容差")}</strong></figcaption><div class="only-wide">{SvgWriter.Inline(wide)}</div><div class="only-narrow">{SvgWriter.Inline(narrow)}</div><p class="note">{Say("Each row in units of its own margins: inside the band, equivalent; outside as a whole, different; across a line, not decided.", "各行はそれぞれの許容差を単位としています。帯の内側は同等、全体が外側は差異あり、線をまたぐものは判定できません。")}</p></figure>""");
        }

        html.Add($"""<div class="rests"><h2 class="small">{Say("In words", "要約")}</h2><p>{context.Verb.Sentence(result)}</p></div>""");
        html.Add($"""<div class="unsaid"><h2>{Say("What this does not say", "この結果が示さないこと")}</h2><ul>""");
        foreach (Said caveat in context.Verb.Caveats(result)) html.Add($"<li>{caveat}</li>");
        html.Add($"</ul></div></section>\n");
        return html;
    }
}
