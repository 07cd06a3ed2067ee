using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Stacked shares of all clusters, a bar a lot; the focused cluster starts every bar, so that its shares can be compared on one line.</summary>
internal static class CompositionPicture
{
    private const double Size = 12;

    public static Markup Draw(IReadOnlyList<CompositionRow> rows, string readout, string[] colors, int focus, int width)
    {
        bool wide = width > 600;
        double pitch = wide ? 26 : 24, thick = pitch - 6;
        string[] lots = [.. rows.Select(r => TextWidth.Fit(r.Lot, Size, wide ? 160 : 72))];
        string[] values = [.. rows.Select(r => HtmlNumber.Given(r.Readout))];
        double lotWidth = Math.Max(TextWidth.Of("lot", Size), lots.Max(l => TextWidth.Of(l, Size)));
        string readoutName = TextWidth.Fit(readout, Size, wide ? 160 : 72);
        double valueWidth = Math.Max(values.Max(v => TextWidth.Of(v, Size)), TextWidth.Of(readoutName, Size));
        double left = lotWidth + valueWidth + 22, right = width - (focus >= 0 ? 54 : 20);
        double top = 28, bottom = top + (rows.Count * pitch), height = bottom + 24;
        int[] order = [.. Enumerable.Range(0, colors.Length).OrderBy(k => k == focus ? 0 : 1).ThenBy(k => k)];
        var x = new Scale(0, 100, wide ? 10 : 4, left, right);

        var svg = new Markup();
        svg.Add($"""<svg class="picture" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="Shares of the clusters in each lot, lots ordered by {readout}">""");
        svg.Add($"""<text class="name" x="0" y="16">lot</text><text class="name" x="{lotWidth + 10 + valueWidth}" y="16" text-anchor="end">{readoutName}</text>""");
        if (focus >= 0) svg.Add($"""<text class="name strong" x="{width}" y="16" text-anchor="end">cluster {focus}</text>""");
        foreach (double tick in x.Ticks)
        {
            double at = x.Pixel(tick);
            svg.Add($"""<line class="grid" x1="{at}" x2="{at}" y1="{top - 4}" y2="{bottom}"/><text class="tick" x="{at}" y="{bottom + 16}" text-anchor="middle">{x.Label(tick)}%</text>""");
        }

        for (int i = 0; i < rows.Count; i++)
        {
            double y = top + (i * pitch), middle = y + (thick / 2) + 4, from = 0;
            svg.Add($"""<text class="lot" x="0" y="{middle}"><title>{rows[i].Lot}</title>{lots[i]}</text><text class="tick" x="{lotWidth + 10 + valueWidth}" y="{middle}" text-anchor="end">{values[i]}</text>""");
            foreach (int k in order)
            {
                double share = rows[i].Fractions[k], a = x.Pixel(100 * from), b = x.Pixel(100 * (from + share));
                from += share;
                if (share <= 0) continue;
                svg.Add($"""<rect x="{a}" y="{y}" width="{b - a}" height="{thick}" fill="{colors[k]}" stroke="#fff" stroke-width=".7"><title>{rows[i].Lot}: cluster {k}, {NumberText.Percent(share)}</title></rect>""");
                if (b - a >= 10 + TextWidth.Of($"{k}", Size)) svg.Add($"""<text class="inside" x="{(a + b) / 2}" y="{middle}" text-anchor="middle" fill="{Palette.Ink(colors[k])}">{k}</text>""");
            }

            if (focus >= 0) svg.Add($"""<text class="tick strong" x="{width}" y="{middle}" text-anchor="end">{NumberText.Percent(rows[i].Fractions[focus])}</text>""");
        }

        svg.Add($"</svg>");
        return svg;
    }
}
