using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Pictures;

/// <summary>One quality measure, a row a lot: the middle half of the cells as a bar, nine tenths as a line, the median as a point.</summary>
internal static class QualityPicture
{
    private const double Size = 12;
    private const double Pitch = 20;

    public static Scene Draw(IReadOnlyList<QualityRow> rows, Said measure, string unit, double width)
    {
        QualityRow[] shown = [.. rows.Where(r => double.IsFinite(r.Quantiles[2]))];
        string[] lots = [.. shown.Select(r => TextWidth.Fit(r.Lot, Size, 100))];
        double left = 10 + lots.Select(l => TextWidth.Of(l, Size)).DefaultIfEmpty(20).Max(), right = width - 24, top = 28, bottom = top + (shown.Length * Pitch);
        double high = shown.Select(r => r.Quantiles[4]).DefaultIfEmpty(1).Max();
        var x = new Scale(0, high > 0 ? high : 1, Math.Max(2, (int)((right - left) / 74)), left, right);
        var scene = new Scene(width, bottom + 22, measure);
        scene.Text(left, 14, measure, TextStyle.Plain with { Bold = true });
        foreach (double tick in x.Ticks)
        {
            scene.Line(x.Pixel(tick), top - 4, x.Pixel(tick), bottom, Pen.Grid);
            scene.Text(x.Pixel(tick), bottom + 16, x.Label(tick) + unit, TextStyle.Soft, Anchor.Middle);
        }

        for (int i = 0; i < shown.Length; i++)
        {
            double y = top + ((i + 0.5) * Pitch);
            double[] q = shown[i].Quantiles;
            scene.Text(0, y + 4, lots[i], TextStyle.Plain, meaning: shown[i].Lot);
            scene.Line(x.Pixel(q[0]), y, x.Pixel(q[4]), y, Pen.WideInterval);
            scene.Rectangle(x.Pixel(q[1]), y - 4, Math.Max(0.5, x.Pixel(q[3]) - x.Pixel(q[1])), 8, "#a9c4de");
            scene.Circle(x.Pixel(q[2]), y, 3.4, "#0b5cad", Pen.Edge);
        }

        return scene;
    }
}
