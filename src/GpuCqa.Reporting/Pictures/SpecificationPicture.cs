using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>The lots of one attribute on a line, with their limits below: tolerance, the next lots, three standard deviations.</summary>
internal static class SpecificationPicture
{
    public static Scene Draw(SpecificationResult result, int attribute, int width)
    {
        AttributeLimits a = result.Attributes[attribute];
        SpecifiedLot[] lots = [.. result.Lots.Where(l => l.Attribute == a.Attribute)];
        (Said Name, Interval Limits, string Color)[] rows =
        [
            (Say("tolerance limits", "許容限界"), a.Tolerance, Palette.Focus), (Say($"next {result.Parameters.NextLots} {(result.Parameters.NextLots == 1 ? "lot" : "lots")}", $"次の{result.Parameters.NextLots}ロット"), a.Prediction, Palette.Category(0)), (Say("mean ± 3 SD", "平均 ± 3 SD"), a.ThreeDeviations, Palette.Category(5)),
        ];
        double[] all = [.. lots.Select(l => l.Value), .. rows.SelectMany(r => new[] { r.Limits.Low, r.Limits.High }).Where(double.IsFinite)];
        double left = 14, right = width - 14, low = all.Min(), high = all.Max(), margin = 0.05 * (high - low);
        var x = new Scale(low - margin, high + margin, Math.Max(3, width / 110), left, right);
        int height = 118 + (34 * rows.Length);
        var scene = new Scene(width, height, Say($"{a.Attribute}: {a.Lots} lots and their limits", $"{a.Attribute}: {a.Lots}ロットと限界値"));
        foreach (double tick in x.Ticks)
        {
            scene.Line(x.Pixel(tick), 22, x.Pixel(tick), height - 28, Pen.Grid);
            string label = x.Label(tick);
            scene.Text(Math.Clamp(x.Pixel(tick), 4 + (TextWidth.Of(label, 12) / 2), width - 4 - (TextWidth.Of(label, 12) / 2)), height - 10, label, TextStyle.Soft, Anchor.Middle);
        }

        scene.Text(left, 14, Say("lots", "ロット"), TextStyle.Soft);
        for (int i = 0; i < lots.Length; i++) scene.Circle(x.Pixel(lots[i].Value), 36 + (i % 3 * 9), 4.5, Palette.Category(4), Pen.Edge, Say($"{lots[i].Lot}: {NumberText.Significant(lots[i].Value, 5)}", $"{lots[i].Lot}: {NumberText.Significant(lots[i].Value, 5)}"));
        for (int r = 0; r < rows.Length; r++)
        {
            double line = 92 + (34 * r), from = double.IsFinite(rows[r].Limits.Low) ? x.Pixel(rows[r].Limits.Low) : left, to = double.IsFinite(rows[r].Limits.High) ? x.Pixel(rows[r].Limits.High) : right;
            scene.Text(left, line - 7, rows[r].Name, TextStyle.Named);
            scene.Line(from, line, to, line, new Pen(rows[r].Color, 3));
            if (double.IsFinite(rows[r].Limits.Low)) scene.Line(from, line - 6, from, line + 6, new Pen(rows[r].Color, 3));
            if (double.IsFinite(rows[r].Limits.High)) scene.Line(to, line - 6, to, line + 6, new Pen(rows[r].Color, 3));
        }

        return scene;
    }
}
