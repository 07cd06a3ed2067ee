using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Prediction against observation of left-out lots, with intervals and the line on which both are the same.</summary>
internal static class PredictionPicture
{
    private const double Size = 12;

    /// <summary>Draws it; also says how many lots found no room for their name.</summary>
    public static (Scene Scene, int Unnamed) Draw(IReadOnlyList<PredictedLot> lots, ReadoutWords readout, int width, int height)
    {
        double top = 30, bottom = height - 46, right = width - 14;
        double low = lots.Min(l => Math.Min(l.Observed, l.Predicted)), high = lots.Max(l => Math.Max(l.Observed, l.Predicted)), margin = 0.07 * (high - low);
        // Intervals may be far longer than the values are apart; they are cut at the frame.
        double floor = Math.Max(lots.Min(l => l.Low), low - (0.5 * (high - low))), ceiling = Math.Min(lots.Max(l => l.High), high + (0.5 * (high - low)));
        var y = new Scale(Math.Min(low - margin, floor), Math.Max(high + margin, ceiling), Math.Max(3, height / 62), bottom, top);
        double left = 12 + y.Ticks.Max(t => TextWidth.Of(y.Label(t), Size));
        var x = new Scale(lots.Min(l => l.Observed) - margin, lots.Max(l => l.Observed) + margin, Math.Max(3, width / 80), left, right);
        var scene = new Scene(width, height, Say($"Predicted against observed {readout.Name} of left-out lots", $"除いたロットの{readout.Name}の予測値と実測値"));
        foreach (double tick in y.Ticks)
        {
            scene.Line(left, y.Pixel(tick), right, y.Pixel(tick), Pen.Grid);
            scene.Text(left - 6, y.Pixel(tick) + 4, y.Label(tick), TextStyle.Soft, Anchor.End);
        }

        foreach (double tick in x.Ticks)
        {
            scene.Line(x.Pixel(tick), bottom, x.Pixel(tick), bottom + 5, Pen.Axis);
            scene.Text(Math.Min(x.Pixel(tick), width - (TextWidth.Of(x.Label(tick), Size) / 2)), bottom + 19, x.Label(tick), TextStyle.Soft, Anchor.Middle);
        }

        scene.Line(left, bottom, right, bottom, Pen.Axis);
        double from = Math.Max(x.Low, y.Low), to = Math.Min(x.High, y.High);
        if (to > from) scene.Line(x.Pixel(from), y.Pixel(from), x.Pixel(to), y.Pixel(to), Pen.Axis, dashed: true);
        scene.Text(4, 15, Say("predicted without the lot", "そのロットを除いた予測値"), TextStyle.Soft);
        scene.Text(right, height - 8, TextWidth.Fit(readout.Name, Size, right - left), TextStyle.Soft, Anchor.End);
        var bars = new List<Box>();
        (double X, double Y)[] centres = [.. lots.Select(l => (x.Pixel(l.Observed), y.Pixel(l.Predicted)))];
        for (int i = 0; i < lots.Count; i++)
        {
            double lower = y.Pixel(Math.Clamp(lots[i].Low, y.Low, y.High)), upper = y.Pixel(Math.Clamp(lots[i].High, y.Low, y.High));
            scene.Line(centres[i].X, lower, centres[i].X, upper, Pen.WideInterval);
            bars.Add(new Box(centres[i].X - 2, upper, 4, lower - upper));
        }

        string[] names = [.. lots.Select(l => TextWidth.Fit(l.Lot, Size, 110))];
        Box?[] boxes = LabelPlacement.Place(centres, [.. names.Select(n => TextWidth.Of(n, Size))], bars, new Box(left + 2, 18, width - left - 4, bottom - 20));
        for (int i = 0; i < lots.Count; i++)
        {
            if (boxes[i] is { } box) scene.Text(box.X + (box.Width / 2), box.Y + 11, names[i], TextStyle.Named, Anchor.Middle);
        }

        for (int i = 0; i < lots.Count; i++)
        {
            string observed = readout.Value(lots[i].Observed), predicted = NumberText.Significant(lots[i].Predicted, 4);
            scene.Circle(centres[i].X, centres[i].Y, 4.5, Palette.Focus, Pen.Edge, Say($"{lots[i].Lot}: observed {observed}, predicted {predicted}", $"{lots[i].Lot}: 実測 {observed}、予測 {predicted}"));
        }

        return (scene, boxes.Count(b => b is null));
    }
}
