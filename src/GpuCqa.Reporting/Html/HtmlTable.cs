using System.Globalization;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Html;

/// <summary>A table in a scrollable, keyboard-reachable frame; its headers sort it.</summary>
internal sealed class HtmlTable<TRow>(Said caption)
{
    private readonly List<HtmlColumn<TRow>> columns = [];

    public bool Sortable { get; init; } = true;

    /// <summary>Whether a field above the table filters its rows.</summary>
    public bool Filtered { get; init; }

    /// <summary>A check box beside the field that keeps only the marked rows; null for none.</summary>
    public Said? OnlyMarked { get; init; }

    /// <summary>Rows of a long table that are printed; report.css counts them.</summary>
    public const int MostPrinted = 30;

    /// <summary>For a table of more rows than anyone prints: where all of them are. Of a longer one paper shows the first <see cref="MostPrinted"/> rows.</summary>
    public string? AllIn { get; init; }

    /// <summary>Rows that stand out (those that reach the level).</summary>
    public Func<TRow, bool> Marked { get; init; } = _ => false;

    public HtmlTable<TRow> Text(Said header, Said? description, Func<TRow, string?> value)
    {
        columns.Add(new HtmlColumn<TRow>(header, description, r => Markup.Of($"{value(r)}")));
        return this;
    }

    public HtmlTable<TRow> Text(Said header, Said? description, Func<TRow, Said> value)
    {
        columns.Add(new HtmlColumn<TRow>(header, description, r => Markup.Of($"{value(r)}")));
        return this;
    }

    public HtmlTable<TRow> Rich(Said header, Said? description, Func<TRow, Markup> value)
    {
        columns.Add(new HtmlColumn<TRow>(header, description, value));
        return this;
    }

    public HtmlTable<TRow> Number(Said header, Said? description, Func<TRow, double> value, Func<double, string> format)
    {
        columns.Add(new HtmlColumn<TRow>(header, description, r => Markup.Of($"{format(value(r))}"), value));
        return this;
    }

    public HtmlTable<TRow> Number(Said header, Said? description, Func<TRow, double> value, Func<TRow, string> format)
    {
        columns.Add(new HtmlColumn<TRow>(header, description, r => Markup.Of($"{format(r)}"), value));
        return this;
    }

    public HtmlTable<TRow> Count(Said header, Said? description, Func<TRow, double> value) => Number(header, description, value, NumberText.Count);

    public Markup Make(IEnumerable<TRow> rows)
    {
        var html = new Markup();
        TRow[] all = [.. rows];
        bool cut = AllIn is not null && all.Length > MostPrinted;
        html.Add($"""<div class="table{(cut ? " long" : "")}">""");
        if (Filtered)
        {
            html.Add($"""<div class="filter"><label>{Say("Keep rows that hold", "次を含む行だけを表示")} <input type="search" autocomplete="off"></label>""");
            if (OnlyMarked is { } only) html.Add($"""<label><input type="checkbox"> {only}</label>""");
            html.Add($"""<span class="count" role="status"></span></div>""");
        }

        html.Add($"""<div class="frame" role="region" tabindex="0"{Markup.Attribute("aria-label", caption)}><table{(Sortable ? Markup.Of($" class=\"sortable\"") : Markup.Of($""))}><caption class="unseen">{caption}</caption><thead><tr>""");
        foreach (HtmlColumn<TRow> column in columns)
        {
            html.Add($"""<th scope="col"{Class(column)}{Title(column)}>""");
            if (Sortable) html.Add($"""<button type="button">{column.Header}</button></th>""");
            else html.Add($"{column.Header}</th>");
        }

        html.Add($"</tr></thead><tbody>\n");
        foreach (TRow row in all)
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

        html.Add($"</tbody></table></div>");
        string number = NumberText.Count(all.Length);
        if (cut) html.Add($"""<p class="cut note">{Say($"The first {MostPrinted} of {number} rows are printed; all are in {AllIn}.", $"{number}行のうち最初の{MostPrinted}行を印刷しています。すべては{AllIn}にあります。")}</p>""");
        html.Add($"</div>\n");
        html.Add(Meanings());
        return html;
    }

    private static Markup Class(HtmlColumn<TRow> column) => column.Sort is null ? Markup.Of($"") : Markup.Of($" class=\"num\"");

    private static Markup Title(HtmlColumn<TRow> column) => column.Description is null ? Markup.Of($"") : Markup.Attribute("title", column.Description.Value);

    // A title shows for a pointer only; the same words, for everyone, below the table.
    private Markup Meanings()
    {
        HtmlColumn<TRow>[] described = [.. columns.Where(c => c.Description is not null)];
        var html = new Markup();
        if (described.Length == 0) return html;
        html.Add($"""<details class="meanings"><summary>{Say("What the columns mean", "各列の意味")}</summary><dl>""");
        foreach (HtmlColumn<TRow> column in described) html.Add($"<dt>{column.Header}</dt><dd>{column.Description!.Value}</dd>");
        html.Add($"</dl></details>\n");
        return html;
    }

    private Markup Value(HtmlColumn<TRow> column, TRow row) =>
        !Sortable || column.Sort is null ? Markup.Of($"") : Markup.Of($" data-v=\"{column.Sort(row).ToString("R", CultureInfo.InvariantCulture)}\"");
}
