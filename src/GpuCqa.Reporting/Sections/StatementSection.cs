using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>The first screen of a result that is no family of tests and no mapping: its verdict and sentence, what undermines it, its numbers and picture, what it does not say.</summary>
internal sealed class StatementSection : ReportSection
{
    public override string Id => "finding";

    public override Said Title => Say("Finding", "結果");

    public override bool Shows(ReportContext context) => context.Verb.Verdict(context.Result) is not null;

    public override Markup Make(ReportContext context)
    {
        (bool shown, Said verdict) = context.Verb.Verdict(context.Result)!.Value;
        var html = new Markup();
        html.Add($"""<section id="finding" class="first"><div class="say"><p class="verdict {(shown && context.Result.Warnings.Count == 0 ? "shown" : "open")}">{verdict}</p><h1>{context.Verb.Headline(context.Result)}</h1><p class="lead">{context.Verb.Sentence(context.Result)}</p>""");
        foreach (string warning in context.Result.Warnings) html.Add($"""<p class="warning"><strong>{Say("Undermines this:", "信頼性を損なう点(英語):")}</strong> <span lang="en-x-note">{warning}</span></p>""");
        foreach (Said remark in context.Verb.Remarks(context.Result)) html.Add($"""<p class="design">{remark}</p>""");
        html.Add($"</div>");
        if (context.Verb.Picture(context.Result, 540, 360) is { } wide && context.Verb.Picture(context.Result, 350, 320) is { } narrow)
            html.Add($"""<figure class="main"><figcaption><strong>{wide.Title}</strong></figcaption>{Both(wide, narrow)}</figure>""");
        html.Add($"""<div class="rests"><dl class="figures">""");
        foreach ((Said name, string value, Said under) in context.Verb.Figures(context.Result)) html.Add($"<div><dt>{name}</dt><dd><b>{value}</b><span class=\"under\">{under}</span></dd></div>");
        html.Add($"</dl></div>");
        html.Add($"""<div class="unsaid"><h2>{Say("What this does not say", "この結果が示さないこと")}</h2><ul>""");
        foreach (Said caveat in context.Verb.Caveats(context.Result)) html.Add($"<li>{caveat}</li>");
        html.Add($"</ul></div></section>\n");
        return html;
    }

    /// <summary>A picture for wide and for narrow screens.</summary>
    public static Markup Both(Scene wide, Scene narrow) => Markup.Of($"""<div class="only-wide">{SvgWriter.Inline(wide)}</div><div class="only-narrow">{SvgWriter.Inline(narrow)}</div>""");
}
