using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Scenes;

/// <summary>Writes a scene as SVG: inside the page in both languages, or as a file of its own in one.</summary>
internal static class SvgWriter
{
    private const string Fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Hiragino Sans', 'Noto Sans CJK JP', 'Noto Sans JP', 'Yu Gothic', Meiryo, sans-serif";

    /// <summary>For the page.</summary>
    public static Markup Inline(Scene scene)
    {
        var svg = new Markup();
        svg.Add($"""<svg class="picture" width="{scene.Width}" height="{scene.Height}" viewBox="0 0 {scene.Width} {scene.Height}" role="img"{Markup.Attribute("aria-label", scene.Title)}>""");
        foreach (Shape shape in scene.Shapes) svg.Add(Draw(shape, w => w.Same ? Markup.Of($"{w.En}") : Markup.Of($"""<tspan lang="en">{w.En}</tspan><tspan lang="ja">{w.Ja}</tspan>"""), Meaning));
        svg.Add($"</svg>");
        return svg;
    }

    /// <summary>A file.</summary>
    public static string File(Scene scene, ReportLanguage language)
    {
        var svg = new Markup();
        svg.Add($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{scene.Width}" height="{scene.Height}" viewBox="0 0 {scene.Width} {scene.Height}" font-family="{Fonts}" lang="{language.Code()}">
            <title>{scene.Title.In(language)}</title>
            <rect width="100%" height="100%" fill="#ffffff"/>

            """);
        foreach (Shape shape in scene.Shapes)
        {
            svg.Add(Draw(shape, w => Markup.Of($"{w.In(language)}"), m => m is { } meaning ? Markup.Of($"<title>{meaning.In(language)}</title>") : Markup.Of($"")));
            svg.Add($"\n");
        }

        svg.Add($"</svg>\n");
        return svg.ToString().ReplaceLineEndings("\n");
    }

    // A title element holds no markup: both languages would be read one after the other, so the page's script picks one.
    private static Markup Meaning(Said? meaning) =>
        meaning is not { } m ? Markup.Of($"") : m.Same ? Markup.Of($"<title>{m.En}</title>") : Markup.Of($"""<title data-en="{m.En}" data-ja="{m.Ja}">{m.En}</title>""");

    private static Markup Draw(Shape shape, Func<Said, Markup> words, Func<Said?, Markup> meaning) => shape switch
    {
        Shape.Line l => Markup.Of($"""<line x1="{l.X1}" y1="{l.Y1}" x2="{l.X2}" y2="{l.Y2}"{Stroke(l.Pen)}{(l.Dashed ? Markup.Of($" stroke-dasharray=\"4 3\"") : Markup.Of($""))}/>"""),
        Shape.Rectangle r => Markup.Of($"""<rect x="{r.X}" y="{r.Y}" width="{r.Width}" height="{r.Height}" fill="{r.Fill}"{Stroke(r.Edge)}>{meaning(r.Meaning)}</rect>"""),
        Shape.Circle c => Markup.Of($"""<circle cx="{c.X}" cy="{c.Y}" r="{c.Radius}" fill="{c.Fill ?? "none"}"{Stroke(c.Edge)}>{meaning(c.Meaning)}</circle>"""),
        Shape.Text t => Text(t, words, meaning),
        Shape.Picture p => Markup.Of($"""<image x="{p.X}" y="{p.Y}" width="{p.Width}" height="{p.Height}" href="data:image/png;base64,{Convert.ToBase64String(p.Png)}"/>"""),
        _ => throw new ArgumentException($"There is no way to draw {shape.GetType().Name}.", nameof(shape)),
    };

    private static Markup Text(Shape.Text t, Func<Said, Markup> words, Func<Said?, Markup> meaning)
    {
        var svg = new Markup();
        svg.Add($"""<text x="{t.X}" y="{t.Y}" fill="{t.Style.Color}" font-size="{t.Style.Size}" """);
        if (t.Anchor != Anchor.Start) svg.Add($"""text-anchor="{(t.Anchor == Anchor.Middle ? "middle" : "end")}" """);
        if (t.Style.Bold) svg.Add($"""font-weight="650" """);
        if (t.Turned) svg.Add($"""transform="rotate(-90 {t.X} {t.Y})" """);
        if (t.Style.Halo) svg.Add($"""paint-order="stroke" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" """);
        svg.Add($">{meaning(t.Meaning)}{words(t.Words)}</text>");
        return svg;
    }

    private static Markup Stroke(Pen? pen) => pen is { } p ? Markup.Of($" stroke=\"{p.Color}\" stroke-width=\"{p.Width}\"") : Markup.Of($"");
}
