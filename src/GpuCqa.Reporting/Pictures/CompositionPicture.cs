using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Maps;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Stacked shares of all states, a bar a lot; the focused state starts every bar, so that its shares can be compared on one line.</summary>
internal static class CompositionPicture
{
    private const double Size = 12;

    // Room for the focused state's name, over its shares at the right.
    private const double Numbers = 54;

    /// <summary>Draws it.</summary>
    /// <param name="rows">A lot's readout and shares, from the top.</param>
    /// <param name="readout">The readout that lots are ordered by.</param>
    /// <param name="names">Name of each state.</param>
    /// <param name="noun">What the states are called.</param>
    /// <param name="palette">Colour of each state, and the one that starts the bars.</param>
    /// <param name="width">Width in pixels.</param>
    public static Scene Draw(IReadOnlyList<CompositionRow> rows, ReadoutWords readout, StateName[] names, Said noun, ClusterColors palette, int width)
    {
        string[] colors = palette.Colors;
        int focus = palette.Focus;
        bool wide = width > 600;
        double pitch = wide ? 26 : 24, thick = pitch - 6;
        string[] lots = [.. rows.Select(r => TextWidth.Fit(r.Lot, Size, wide ? 160 : 72))];
        string[] values = [.. rows.Select(r => readout.Levels.Count > 0 ? TextWidth.Fit(readout.Value(r.Readout), Size, wide ? 160 : 72) : readout.Value(r.Readout))];
        double lotWidth = Math.Max(TextWidth.Of("ロット", Size), lots.Max(l => TextWidth.Of(l, Size)));
        string readoutName = TextWidth.Fit(readout.Name, Size, wide ? 160 : 72);
        double valueWidth = Math.Max(values.Max(v => TextWidth.Of(v, Size)), TextWidth.Of(readoutName, Size));
        double left = lotWidth + valueWidth + 22, right = width - (focus >= 0 ? Numbers : 20);
        // A group takes a line for its name.
        int[] heads = [.. Enumerable.Range(0, rows.Count).Where(i => rows[i].Group is { } group && (i == 0 || rows[i - 1].Group != group))];
        double top = 28, bottom = top + ((rows.Count + heads.Length) * pitch), height = bottom + 24;
        int[] order = [.. Enumerable.Range(0, colors.Length).OrderBy(k => k == focus ? 0 : 1).ThenBy(k => k)];
        // Given fractions of overlapping states may sum to more than the lot.
        double whole = Math.Max(1, rows.Select(r => r.Fractions.Sum()).DefaultIfEmpty(1).Max());
        var x = new Scale(0, whole < 1.001 ? 100 : 100 * whole, wide ? 10 : 4, left, right);

        var scene = new Scene(width, height, Say($"Shares of the {noun.En}s in each lot, lots ordered by {readout.Name}", $"各ロットの{noun.Ja}構成({readout.Name}の順)"));
        scene.Text(0, 16, Say("lot", "ロット"), TextStyle.Soft);
        scene.Text(lotWidth + 10 + valueWidth, 16, readoutName, TextStyle.Soft, Anchor.End);
        if (focus >= 0) scene.Text(width, 16, Header(names[focus], lotWidth + 22 + valueWidth, width), TextStyle.Strong, Anchor.End);
        foreach (double tick in x.Ticks)
        {
            scene.Line(x.Pixel(tick), top - 4, x.Pixel(tick), bottom, Pen.Grid);
            scene.Text(x.Pixel(tick), bottom + 16, x.Label(tick) + "%", TextStyle.Soft, Anchor.Middle);
        }

        for (int i = 0; i < rows.Count; i++)
        {
            int above = heads.Count(h => h <= i);
            double y = top + ((i + above) * pitch), middle = y + (thick / 2) + 4, from = 0;
            if (above > 0 && heads[above - 1] == i) scene.Text(0, middle - pitch, rows[i].Group!.Value, TextStyle.Plain with { Bold = true });
            scene.Text(0, middle, lots[i], TextStyle.Plain, meaning: rows[i].Lot);
            scene.Text(lotWidth + 10 + valueWidth, middle, values[i], TextStyle.Soft, Anchor.End);
            foreach (int k in order)
            {
                double share = rows[i].Fractions[k], a = x.Pixel(100 * from), b = x.Pixel(100 * (from + share));
                from += share;
                if (share <= 0) continue;
                string number = names[k].Mark;
                scene.Rectangle(a, y, b - a, thick, colors[k], new Pen("#ffffff", 0.7), Say($"{rows[i].Lot}: {names[k].Short.En}, {NumberText.Percent(share)}", $"{rows[i].Lot}: {names[k].Short.Ja}、{NumberText.Percent(share)}"));
                if (b - a >= 10 + TextWidth.Of(number, Size)) scene.Text((a + b) / 2, middle, number, new TextStyle(Palette.Ink(colors[k]), Bold: true), Anchor.Middle);
            }

            if (focus >= 0) scene.Text(width, middle, NumberText.Percent(rows[i].Fractions[focus]), TextStyle.Strong, Anchor.End);
        }

        return scene;
    }

    private static Said Header(StateName name, double left, double right) => Say(TextWidth.Fit(name.Short.En, Size, right - left), TextWidth.Fit(name.Short.Ja, Size, right - left));
}
