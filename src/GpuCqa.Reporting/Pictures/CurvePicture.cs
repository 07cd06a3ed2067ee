using System.Globalization;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Probabilities against what they depend on: curves from 0 to 1 with their names in a legend above, and lines at what was asked for.</summary>
internal static class CurvePicture
{
    private const double Size = 12, LegendLine = 17;

    /// <summary>Draws it.</summary>
    /// <param name="curves">The curves; values from 0 to 1.</param>
    /// <param name="title">What the picture shows, for those who cannot see it.</param>
    /// <param name="horizontal">What the horizontal axis is.</param>
    /// <param name="asked">A probability that is asked for, drawn across; null for none.</param>
    /// <param name="marks">Places on the horizontal axis that are marked, with their names.</param>
    /// <param name="logarithmic">Whether the horizontal axis has powers of ten.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public static Scene Draw(IReadOnlyList<Curve> curves, Said title, Said horizontal, double? asked, IReadOnlyList<(double At, Said Name)> marks, bool logarithmic, int width, int height)
    {
        var scene = new Scene(width, height, title);
        double top = 14 + (LegendLine * curves.Count), bottom = height - 46, left = 40, right = width - 16;
        var y = new Scale(0, 1, 4, bottom, top, tight: true);
        double Place(double x) => logarithmic ? Math.Log10(x) : x;
        double low = curves.Min(c => c.Points.Min(p => Place(p.X))), high = curves.Max(c => c.Points.Max(p => Place(p.X)));
        var x = new Scale(low, high, logarithmic ? Math.Min((int)Math.Round(high - low), Math.Max(2, width / 70)) : Math.Max(3, width / 90), left, right, tight: true);
        foreach (double tick in y.Ticks)
        {
            scene.Line(left, y.Pixel(tick), right, y.Pixel(tick), Pen.Grid);
            scene.Text(left - 6, y.Pixel(tick) + 4, y.Label(tick), TextStyle.Soft, Anchor.End);
        }

        foreach (double tick in x.Ticks)
        {
            if (logarithmic && Math.Abs(tick - Math.Round(tick)) > 1e-9) continue;
            string label = logarithmic ? string.Create(CultureInfo.InvariantCulture, $"1e{Math.Round(tick):0}").Replace('-', '−') : x.Label(tick);
            scene.Line(x.Pixel(tick), bottom, x.Pixel(tick), bottom + 5, Pen.Axis);
            scene.Text(Math.Min(x.Pixel(tick), width - 4 - (TextWidth.Of(label, Size) / 2)), bottom + 19, label, TextStyle.Soft, Anchor.Middle);
        }

        scene.Line(left, bottom, right, bottom, Pen.Axis);
        if (asked is { } level) scene.Line(left, y.Pixel(level), right, y.Pixel(level), Pen.Axis, dashed: true);
        foreach ((double at, Said name) in marks)
        {
            double pixel = x.Pixel(Place(at));
            if (!(pixel >= left - 0.5 && pixel <= right + 0.5)) continue;
            scene.Line(pixel, top, pixel, bottom, Pen.Leader, dashed: true);
            bool near = pixel > right - 90;
            scene.Text(near ? pixel - 4 : pixel + 4, bottom - 6, name, TextStyle.Named, near ? Anchor.End : Anchor.Start);
        }

        foreach (Curve curve in curves)
        {
            var pen = new Pen(curve.Color, 2.2);
            for (int i = 1; i < curve.Points.Count; i++)
                scene.Line(x.Pixel(Place(curve.Points[i - 1].X)), y.Pixel(curve.Points[i - 1].Y), x.Pixel(Place(curve.Points[i].X)), y.Pixel(curve.Points[i].Y), pen);
        }

        for (int c = 0; c < curves.Count; c++)
        {
            double line = 12 + (LegendLine * c);
            scene.Line(left, line - 4, left + 22, line - 4, new Pen(curves[c].Color, 3));
            scene.Text(left + 28, line, curves[c].Name, TextStyle.Plain);
        }

        scene.Text(right, height - 8, horizontal, TextStyle.Soft, Anchor.End);
        return scene;
    }
}
