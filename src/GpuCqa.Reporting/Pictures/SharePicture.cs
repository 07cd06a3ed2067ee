using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Pictures;

/// <summary>A share of every lot with its interval, lots by set on one axis: a point, or a bar of parts.</summary>
internal static class SharePicture
{
    private const double Size = 12;
    private const double Pitch = 21;
    private const double Thick = 11;

    public static Scene Draw(IReadOnlyList<ShareRow> rows, Said title, double width)
    {
        string[] lots = [.. rows.Select(r => TextWidth.Fit(r.Lot, Size, 110))];
        double room = rows.Select(r => Math.Max(TextWidth.Of(r.Number.En, Size), TextWidth.Of(r.Number.Ja, Size))).DefaultIfEmpty(0).Max();
        double left = 12 + lots.Select(l => TextWidth.Of(l, Size)).DefaultIfEmpty(20).Max(), right = width - room - 16, top = 8;
        int heads = Enumerable.Range(0, rows.Count).Count(i => i == 0 || rows[i].Group != rows[i - 1].Group);
        double bottom = top + ((rows.Count + heads) * Pitch) + 4, high = rows.Select(r => double.IsFinite(r.High) ? r.High : r.Share).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        var x = new Scale(0, high > 0 ? 100 * high : 1, Math.Max(2, (int)((right - left) / 74)), left, right);
        var scene = new Scene(width, bottom + 22, title);
        foreach (double tick in x.Ticks)
        {
            scene.Line(x.Pixel(tick), top, x.Pixel(tick), bottom, Pen.Grid);
            scene.Text(x.Pixel(tick), bottom + 16, x.Label(tick) + "%", TextStyle.Soft, Anchor.Middle);
        }

        double line = top;
        for (int i = 0; i < rows.Count; i++)
        {
            ShareRow row = rows[i];
            if (i == 0 || row.Group != rows[i - 1].Group)
            {
                scene.Text(0, line + 15, row.Group, TextStyle.Plain with { Bold = true });
                line += Pitch;
            }

            double y = line + (Pitch / 2);
            line += Pitch;
            scene.Text(0, y + 4, lots[i], TextStyle.Plain, meaning: row.Lot);
            scene.Text(width, y + 4, row.Number, TextStyle.Soft, Anchor.End);
            if (!double.IsFinite(row.Share)) continue;
            if (row.Parts.Count > 1) Bar(scene, row, x, y);
            if (double.IsFinite(row.Low) && double.IsFinite(row.High)) scene.Line(x.Pixel(100 * row.Low), y, x.Pixel(100 * row.High), y, row.Parts.Count > 1 ? new Pen("#1b1f24", 1.4) : Pen.NarrowInterval);
            if (row.Parts.Count == 1) scene.Circle(x.Pixel(100 * row.Share), y, 4.5, row.Parts[0].Color, Pen.Edge, row.Parts[0].Meaning);
        }

        return scene;
    }

    private static void Bar(Scene scene, ShareRow row, Scale x, double y)
    {
        double from = 0;
        foreach ((double share, string color, Said meaning) in row.Parts)
        {
            if (share > 0) scene.Rectangle(x.Pixel(100 * from), y - (Thick / 2), x.Pixel(100 * (from + share)) - x.Pixel(100 * from), Thick, color, null, meaning);
            from += share;
        }
    }
}
