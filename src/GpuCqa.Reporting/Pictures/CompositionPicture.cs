using System.Globalization;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Scenes;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Stacked shares of all clusters, a bar a lot; the focused cluster starts every bar, so that its shares can be compared on one line.</summary>
internal static class CompositionPicture
{
    private const double Size = 12;

    public static Scene Draw(IReadOnlyList<CompositionRow> rows, string readout, string[] colors, int focus, int width)
    {
        bool wide = width > 600;
        double pitch = wide ? 26 : 24, thick = pitch - 6;
        string[] lots = [.. rows.Select(r => TextWidth.Fit(r.Lot, Size, wide ? 160 : 72))];
        string[] values = [.. rows.Select(r => HtmlNumber.Given(r.Readout))];
        double lotWidth = Math.Max(TextWidth.Of("ロット", Size), lots.Max(l => TextWidth.Of(l, Size)));
        string readoutName = TextWidth.Fit(readout, Size, wide ? 160 : 72);
        double valueWidth = Math.Max(values.Max(v => TextWidth.Of(v, Size)), TextWidth.Of(readoutName, Size));
        double left = lotWidth + valueWidth + 22, right = width - (focus >= 0 ? 54 : 20);
        double top = 28, bottom = top + (rows.Count * pitch), height = bottom + 24;
        int[] order = [.. Enumerable.Range(0, colors.Length).OrderBy(k => k == focus ? 0 : 1).ThenBy(k => k)];
        var x = new Scale(0, 100, wide ? 10 : 4, left, right);

        var scene = new Scene(width, height, Say($"Shares of the clusters in each lot, lots ordered by {readout}", $"各ロットのクラスター構成({readout}の順)"));
        scene.Text(0, 16, Say("lot", "ロット"), TextStyle.Soft);
        scene.Text(lotWidth + 10 + valueWidth, 16, readoutName, TextStyle.Soft, Anchor.End);
        if (focus >= 0) scene.Text(width, 16, Say($"cluster {focus}", $"クラスター{focus}"), TextStyle.Strong, Anchor.End);
        foreach (double tick in x.Ticks)
        {
            scene.Line(x.Pixel(tick), top - 4, x.Pixel(tick), bottom, Pen.Grid);
            scene.Text(x.Pixel(tick), bottom + 16, x.Label(tick) + "%", TextStyle.Soft, Anchor.Middle);
        }

        for (int i = 0; i < rows.Count; i++)
        {
            double y = top + (i * pitch), middle = y + (thick / 2) + 4, from = 0;
            scene.Text(0, middle, lots[i], TextStyle.Plain, meaning: rows[i].Lot);
            scene.Text(lotWidth + 10 + valueWidth, middle, values[i], TextStyle.Soft, Anchor.End);
            foreach (int k in order)
            {
                double share = rows[i].Fractions[k], a = x.Pixel(100 * from), b = x.Pixel(100 * (from + share));
                from += share;
                if (share <= 0) continue;
                string number = k.ToString(CultureInfo.InvariantCulture);
                scene.Rectangle(a, y, b - a, thick, colors[k], new Pen("#ffffff", 0.7), Say($"{rows[i].Lot}: cluster {k}, {NumberText.Percent(share)}", $"{rows[i].Lot}: クラスター{k}、{NumberText.Percent(share)}"));
                if (b - a >= 10 + TextWidth.Of(number, Size)) scene.Text((a + b) / 2, middle, number, new TextStyle(Palette.Ink(colors[k]), Bold: true), Anchor.Middle);
            }

            if (focus >= 0) scene.Text(width, middle, NumberText.Percent(rows[i].Fractions[focus]), TextStyle.Strong, Anchor.End);
        }

        return scene;
    }
}
