using System.Globalization;
using GpuCqa.Reporting.Findings;

namespace GpuCqa.Reporting.Html;

/// <summary>A table in a scrollable, keyboard-reachable frame; its headers sort it.</summary>
internal sealed class HtmlTable<TRow>(string caption)
{
    private readonly List<HtmlColumn<TRow>> columns = [];

    public bool Sortable { get; init; } = true;

    /// <summary>Rows that stand out (those that reach the level).</summary>
    public Func<TRow, bool> Marked { get; init; } = _ => false;

    public HtmlTable<TRow> Text(string header, string? description, Func<TRow, string?> value)
    {
        columns.Add(new HtmlColumn<TRow>(header, description, r => Markup.Of($"{value(r)}")));
        return this;
    }

    public HtmlTable<TRow> Rich(string header, string? description, Func<TRow, Markup> value)
    {
        columns.Add(new HtmlColumn<TRow>(header, description, value));
        return this;
    }

    public HtmlTable<TRow> Number(string header, string? description, Func<TRow, double> value, Func<double, string> format)
    {
        columns.Add(new HtmlColumn<TRow>(header, description, r => Markup.Of($"{format(value(r))}"), value));
        return this;
    }

    public HtmlTable<TRow> Number(string header, string? description, Func<TRow, double> value, Func<TRow, string> format)
    {
        columns.Add(new HtmlColumn<TRow>(header, description, r => Markup.Of($"{format(r)}"), value));
        return this;
    }

    public HtmlTable<TRow> Count(string header, string? description, Func<TRow, double> value) => Number(header, description, value, NumberText.Count);

    public Markup Make(IEnumerable<TRow> rows)
    {
        var html = new Markup();
        html.Add($"""<div class="frame" role="region" tabindex="0" aria-label="{caption}"><table{(Sortable ? Markup.Of($" class=\"sortable\"") : Markup.Of($""))}><caption class="unseen">{caption}</caption><thead><tr>""");
        foreach (HtmlColumn<TRow> column in columns)
        {
            html.Add($"""<th scope="col"{Class(column)}{Title(column)}>""");
            if (Sortable) html.Add($"""<button type="button">{column.Header}</button></th>""");
            else html.Add($"{column.Header}</th>");
        }

        html.Add($"</tr></thead><tbody>\n");
        foreach (TRow row in rows)
        {
            if (Marked(row)) html.Add($"""<tr class="marked">""");
            else html.Add($"<tr>");
            for (int i = 0; i < columns.Count; i++)
            {
                if (i == 0) html.Add($"""<th scope="row"{Class(columns[i])}{Value(columns[i], row)}>{columns[i].Cell(row)}</th>""");
                else html.Add($"<td{Class(columns[i])}{Value(columns[i], row)}>{columns[i].Cell(row)}</td>");
            }

            html.Add($"</tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
        return html;
    }

    private static Markup Class(HtmlColumn<TRow> column) => column.Sort is null ? Markup.Of($"") : Markup.Of($" class=\"num\"");

    private static Markup Title(HtmlColumn<TRow> column) => column.Description is null ? Markup.Of($"") : Markup.Of($" title=\"{column.Description}\"");

    private Markup Value(HtmlColumn<TRow> column, TRow row) =>
        !Sortable || column.Sort is null ? Markup.Of($"") : Markup.Of($" data-v=\"{column.Sort(row).ToString("R", CultureInfo.InvariantCulture)}\"");
}
