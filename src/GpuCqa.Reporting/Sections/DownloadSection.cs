using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Tables;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Sections;

/// <summary>Every table of the result, carried by the page itself, byte for byte; a table that is too large is named with the file that holds it.</summary>
internal sealed class DownloadSection : ReportSection
{
    public override string Id => "downloads";

    public override Said Title => Say("Tables", "表");

    public override bool Shows(ReportContext context) => context.Source.Tables.Count > 0;

    // Compressed bytes that one table may add to the page.
    private const int Most = 3_000_000;

    public override Markup Make(ReportContext context)
    {
        var html = new Markup();
        html.Add($"""<section id="downloads"><h2>{Say("The tables", "表のダウンロード")}</h2><p>{Beside(context)}</p><ul class="downloads">""");
        var carried = new List<MapColumn>();
        foreach (TableFile table in context.Source.Tables)
        {
            bool packed = table.Name.EndsWith(".gz", StringComparison.Ordinal);
            string id = $"table-{carried.Count}";
            MapColumn? column = packed && table.Bytes.Length > Most ? null : packed ? new MapColumn(id, Convert.ToBase64String(table.Bytes)) : MapColumn.Of(id, table.Bytes);
            if (column is not null && column.Text.Length > Most * 4 / 3) column = null;
            html.Add($"<li>");
            if (column is not null)
            {
                carried.Add(column);
                html.Add($"""<button type="button" class="save" data-source="{id}" data-name="{table.Name}" data-packed="{(packed ? "gzip" : "deflate")}">{table.Name}</button> <span class="soft">{Size(table.Bytes.Length)}</span>""");
            }
            else
            {
                html.Add($"""<strong>{table.Name}</strong> <span class="soft">{Size(table.Bytes.Length)}; {Say("too large for this page, it lies beside this file", "大きいためこのページには含まれません。このファイルと同じフォルダーにあります")}</span>""");
                if (table.Name == ResultTables.Cells.File && context.Map is not null) html.Add($""" <button type="button" class="save-map">{Say("Save the cells of the map as CSV", "地図の細胞をCSVで保存")}</button>""");
            }

            html.Add($"<br>{ResultTables.All.First(t => t.File == table.Name && t.IsOf(context.Result.GetType())).Meaning}</li>");
        }

        html.Add($"</ul>");
        foreach (MapColumn column in carried)
        {
            html.Add($"""<script type="text/plain" id="{column.Id}">""");
            html.Trusted(column.Text);
            html.Add($"</script>\n");
        }

        html.Add($"</section>\n");
        return html;
    }

    private static Said Beside(ReportContext context) => context.Map is null && context.Mapping is null
        ? Say("Each button saves a table that this page carries; nothing is fetched from a network. The same files lie beside this report, with summary.json and provenance.json.", "各ボタンは、このページに含まれる表を保存します。ネットワークには接続しません。同じファイルは、summary.json、provenance.jsonとともに、このレポートと同じフォルダーにあります。")
        : Say("Each button saves a table that this page carries; nothing is fetched from a network. The same files lie beside this report, with result.h5ad (for scanpy), summary.json and provenance.json.", "各ボタンは、このページに含まれる表を保存します。ネットワークには接続しません。同じファイルは、result.h5ad(scanpy用)、summary.json、provenance.jsonとともに、このレポートと同じフォルダーにあります。");

    private static string Size(long bytes) => bytes < 10_000 ? $"{NumberText.Count(bytes)} B" : bytes < 10_000_000 ? $"{NumberText.Count(Math.Round(bytes / 1000.0))} kB" : $"{NumberText.Count(Math.Round(bytes / 1e6))} MB";
}
