using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Fraction against readout, one point a lot, both intervals, names of the lots.</summary>
internal static class ScatterPicture
{
    private const double Size = 12;

    /// <summary>Draws it; also says how many lots found no room for their name (a pointer still shows it).</summary>
    /// <param name="points">The lots.</param>
    /// <param name="readout">The readout.</param>
    /// <param name="state">The state.</param>
    /// <param name="color">Colour of the points.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="among">Lots that both axes hold, for pictures to be compared; the drawn ones unless given.</param>
    public static (Scene Scene, int Unnamed) Draw(IReadOnlyList<ScatterPoint> points, ReadoutWords readout, StateName state, string color, int width, int height, IReadOnlyList<ScatterPoint>? among = null)
    {
        double top = 30, bottom = height - 46, right = width - 14;
        ScatterPoint[] shown = Placed(points), framed = Placed(among ?? points);
        double low = framed.Length == 0 ? 0 : framed.Min(p => p.Low), high = framed.Length == 0 ? 1 : framed.Max(p => p.High);
        if (low < 0.5 * high) low = 0;
        var y = new Scale(100 * low, 100 * high, Math.Max(3, height / 62), bottom, top);
        double left = 12 + y.Ticks.Max(t => TextWidth.Of(y.Label(t) + "%", Size));
        var x = new ReadoutAxis(readout, framed, Math.Max(3, width / 66), left, right);

        var scene = new Scene(width, height, Say($"Share of {state.Short.En} against {readout.Name}, one point per lot", $"{state.Short.Ja}の割合と{readout.Name}の関係(1点が1ロット)"));
        foreach (double tick in y.Ticks)
        {
            scene.Line(left, y.Pixel(tick), right, y.Pixel(tick), Pen.Grid);
            scene.Text(left - 6, y.Pixel(tick) + 4, y.Label(tick) + "%", TextStyle.Soft, Anchor.End);
        }

        foreach ((double at, string full) in x.Ticks)
        {
            string label = TextWidth.Fit(full, Size, x.Room);
            double half = TextWidth.Of(label, Size) / 2;
            scene.Line(at, bottom, at, bottom + 5, Pen.Axis);
            scene.Text(Math.Min(at, width - half), bottom + 19, label, TextStyle.Soft, Anchor.Middle);
        }

        scene.Line(left, bottom, right, bottom, Pen.Axis);
        scene.Text(4, 15, Say(TextWidth.Fit(state.Axis.En, Size, width - 8), TextWidth.Fit(state.Axis.Ja, Size, width - 8)), TextStyle.Soft);
        scene.Text(right, height - 8, TextWidth.Fit(readout.Name, Size, right - left), TextStyle.Soft, Anchor.End);

        var centres = new List<(double X, double Y)>();
        var bars = new List<Box>();
        double[] places = x.Places(shown);
        for (int i = 0; i < shown.Length; i++)
        {
            ScatterPoint point = shown[i];
            double px = places[i], py = y.Pixel(100 * point.Fraction.Fraction);
            centres.Add((px, py));
            if (!point.HasInterval) continue;
            double wideLow = y.Pixel(100 * point.Fraction.OverdispersedLow), wideHigh = y.Pixel(100 * point.Fraction.OverdispersedHigh);
            scene.Line(px, wideLow, px, wideHigh, Pen.WideInterval);
            scene.Line(px, y.Pixel(100 * point.Fraction.WilsonLow), px, y.Pixel(100 * point.Fraction.WilsonHigh), Pen.NarrowInterval);
            bars.Add(new Box(px - 2, wideHigh, 4, wideLow - wideHigh));
        }

        string[] names = [.. shown.Select(p => TextWidth.Fit(p.Fraction.Lot, Size, 110))];
        Box?[] boxes = LabelPlacement.Place(centres, [.. names.Select(n => TextWidth.Of(n, Size))], bars, new Box(left + 2, 18, width - left - 4, bottom - 20));
        for (int i = 0; i < shown.Length; i++)
        {
            if (boxes[i] is { } box) Name(scene, centres[i], box, names[i]);
        }

        for (int i = 0; i < shown.Length; i++)
        {
            ScatterPoint p = shown[i];
            string given = readout.Value(p.Readout), percent = NumberText.Percent(p.Fraction.Fraction);
            Said count = p.Fraction.Count is { } own ? Say($"{own} of {p.Fraction.Cells} cells, ", $"{p.Fraction.Cells}細胞中{own}、") : "";
            scene.Circle(centres[i].X, centres[i].Y, 4.5, p.Color ?? color, Pen.Edge, Say($"{p.Fraction.Lot}: {readout.Name} {given}, {count.En}{percent}", $"{p.Fraction.Lot}: {readout.Name} {given}、{count.Ja}{percent}"));
        }

        return (scene, boxes.Count(b => b is null));
    }

    private static ScatterPoint[] Placed(IReadOnlyList<ScatterPoint> points) => [.. points.Where(p => double.IsFinite(p.Readout) && double.IsFinite(p.Fraction.Fraction))];

    private static void Name(Scene scene, (double X, double Y) point, Box box, string name)
    {
        bool leftOf = box.X + box.Width < point.X, rightOf = box.X > point.X;
        double nearX = leftOf ? box.X + box.Width : rightOf ? box.X : point.X, nearY = Math.Clamp(point.Y, box.Y + 2, box.Y + box.Height - 2);
        if (Math.Abs(nearX - point.X) + Math.Abs(nearY - point.Y) > 17) scene.Line(point.X, point.Y, nearX, nearY, Pen.Leader);
        double at = leftOf ? box.X + box.Width : rightOf ? box.X : box.X + (box.Width / 2);
        scene.Text(at, box.Y + 11, name, TextStyle.Named, leftOf ? Anchor.End : rightOf ? Anchor.Start : Anchor.Middle);
    }
}
