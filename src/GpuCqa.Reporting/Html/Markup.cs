using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Html;

/// <summary>HTML under construction. What stands in an interpolated string is markup, what is filled into its holes is text and is escaped.</summary>
/// <remarks>There is no way to add a plain string unescaped but <see cref="Trusted"/>, which takes resources of this assembly.</remarks>
internal sealed class Markup
{
    private readonly StringBuilder text = new();

    public bool IsEmpty => text.Length == 0;

    /// <summary>A fragment on its own.</summary>
    public static Markup Of(Fragment fragment) => fragment.Made;

    // The handler has written into this object before the call.
    public Markup Add([InterpolatedStringHandlerArgument("")] ref Hole _) => this;

    public void Add(Markup markup) => text.Append(markup.text);

    public void Trusted(string resource) => text.Append(resource);

    /// <summary>A fragment in both languages; the page shows one of them.</summary>
    public static Markup Both(Fragment en, Fragment ja) => Of($"<span lang=\"en\">{en.Made}</span><span lang=\"ja\">{ja.Made}</span>");

    /// <summary>An attribute in both languages; the script sets the one that is shown.</summary>
    public static Markup Attribute(string name, Said text)
    {
        var html = new Markup();
        html.text.Append(' ').Append(name).Append("=\"").Append(Escape(text.En)).Append('"');
        if (!text.Same) html.text.Append(" data-").Append(name).Append("-en=\"").Append(Escape(text.En)).Append("\" data-").Append(name).Append("-ja=\"").Append(Escape(text.Ja)).Append('"');
        return html;
    }

    public override string ToString() => text.ToString();

    /// <summary>Escapes text for element content and quoted attributes; control characters that HTML forbids become U+FFFD.</summary>
    public static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length + 8);
        foreach (char c in value)
        {
            switch (c)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '"': escaped.Append("&quot;"); break;
                case '\'': escaped.Append("&#39;"); break;
                default: escaped.Append(char.IsControl(c) && c is not ('\n' or '\r' or '\t') ? '\uFFFD' : c); break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>Appends to a markup; named by the compiler, never by hand.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Hole
    {
        private readonly Markup target;

        public Hole(int literalLength, int formattedCount, Markup target) => this.target = target;

        public void AppendLiteral(string literal) => target.text.Append(literal);

        public void AppendFormatted(string? value) => target.text.Append(Escape(value ?? ""));

        public void AppendFormatted(Markup value) => target.text.Append(value.text);

        /// <summary>Both languages, each in its own element; names and numbers once.</summary>
        public void AppendFormatted(Said value)
        {
            if (value.Same) AppendFormatted(value.En);
            else target.text.Append("<span lang=\"en\">").Append(Escape(value.En)).Append("</span><span lang=\"ja\">").Append(Escape(value.Ja)).Append("</span>");
        }

        public void AppendFormatted(int value) => target.text.Append(CultureInfo.InvariantCulture, $"{value}");

        public void AppendFormatted(char value) => AppendFormatted(value.ToString());

        public void AppendFormatted(long value) => target.text.Append(CultureInfo.InvariantCulture, $"{value}");

        /// <summary>A coordinate: a tenth of a pixel is enough.</summary>
        public void AppendFormatted(double value) => target.text.Append((Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture));
    }

    /// <summary>Makes a markup of its own; named by the compiler, never by hand.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Fragment
    {
        public Fragment(int literalLength, int formattedCount) => Made = new Markup();

        public Markup Made { get; }

        public void AppendLiteral(string literal) => Made.text.Append(literal);

        public void AppendFormatted(string? value) => Made.text.Append(Escape(value ?? ""));

        public void AppendFormatted(Markup value) => Made.text.Append(value.text);

        public void AppendFormatted(char value) => AppendFormatted(value.ToString());

        public void AppendFormatted(Said value) => new Hole(0, 0, Made).AppendFormatted(value);

        public void AppendFormatted(int value) => Made.text.Append(CultureInfo.InvariantCulture, $"{value}");

        public void AppendFormatted(double value) => new Hole(0, 0, Made).AppendFormatted(value);
    }
}
