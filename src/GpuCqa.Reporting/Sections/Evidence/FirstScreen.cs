using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections.Evidence;

/// <summary>What the first screens of evidence share.</summary>
internal static class FirstScreen
{
    /// <summary>What undermines the finding.</summary>
    public static Markup Warnings(AnalysisResult result)
    {
        var html = new Markup();
        foreach (string warning in result.Warnings) html.Add($"""<p class="warning"><strong>{Say("Undermines this finding:", "この結果の信頼性を損なう点(英語):")}</strong> <span lang="en-x-note">{warning}</span></p>""");
        return html;
    }

    /// <summary>What the finding does not say, and the end of the section.</summary>
    public static Markup Unsaid(ReportContext context)
    {
        var html = new Markup();
        html.Add($"""<div class="unsaid"><h2>{Say("What this does not say", "この結果が示さないこと")}</h2><ul>""");
        foreach (Said caveat in context.Verb.Caveats(context.Result)) html.Add($"<li>{caveat}</li>");
        html.Add($"</ul></div></section>\n");
        return html;
    }
}
