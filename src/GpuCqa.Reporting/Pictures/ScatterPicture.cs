using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Fraction against readout, one point a lot, named, with both intervals of the fraction.</summary>
internal static class ScatterPicture
{
    private const double Size = 12;

    /// <summary>The picture at its natural size in pixels, and how many lots found no room for their name.</summary>
    public static (Markup Svg, int Unnamed) Draw(IReadOnlyList<ScatterPoint> points, string readout, int cluster, string color, int width, int height)
    {
        double top = 30, bottom = height - 46, right = width - 14;
        ScatterPoint[] shown = [.. points.Where(p => double.IsFinite(p.Readout) && double.IsFinite(p.Fraction.Fraction))];
        double low = shown.Length == 0 ? 0 : shown.Min(p => p.Fraction.OverdispersedLow), high = shown.Length == 0 ? 1 : shown.Max(p => p.Fraction.OverdispersedHigh);
        if (low < 0.5 * high) low = 0;
        var y = new Scale(100 * low, 100 * high, Math.Max(3, height / 62), bottom, top);
        double left = 12 + y.Ticks.Max(t => TextWidth.Of(y.Label(t) + "%", Size));
        double first = shown.Length == 0 ? 0 : shown.Min(p => p.Readout), last = shown.Length == 0 ? 1 : shown.Max(p => p.Readout), margin = (last - first) * 0.07;
        var x = new Scale(first - margin, last + margin, Math.Max(3, width / 66), left, right, tight: last > first);

        var svg = new Markup();
        svg.Add($"""<svg class="picture" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="Share of cluster {cluster} against {readout}, one point per lot">""");
        foreach (double tick in y.Ticks)
        {
            svg.Add($"""<line class="grid" x1="{left}" x2="{right}" y1="{y.Pixel(tick)}" y2="{y.Pixel(tick)}"/><text class="tick" x="{left - 6}" y="{y.Pixel(tick) + 4}" text-anchor="end">{y.Label(tick)}%</text>""");
        }

        foreach (double tick in x.Ticks)
        {
            double at = x.Pixel(tick), half = TextWidth.Of(x.Label(tick), Size) / 2;
            svg.Add($"""<line class="axis" x1="{at}" x2="{at}" y1="{bottom}" y2="{bottom + 5}"/><text class="tick" x="{Math.Min(at, width - half)}" y="{bottom + 19}" text-anchor="middle">{x.Label(tick)}</text>""");
        }

        svg.Add($"""<line class="axis" x1="{left}" x2="{right}" y1="{bottom}" y2="{bottom}"/>""");
        svg.Add($"""<text class="name" x="4" y="15">cells of the lot in cluster {cluster}</text><text class="name" x="{right}" y="{height - 8}" text-anchor="end">{TextWidth.Fit(readout, Size, right - left)} →</text>""");

        var centres = new List<(double X, double Y)>();
        var bars = new List<Box>();
        foreach (ScatterPoint point in shown)
        {
            double px = x.Pixel(point.Readout), py = y.Pixel(100 * point.Fraction.Fraction);
            double wideLow = y.Pixel(100 * point.Fraction.OverdispersedLow), wideHigh = y.Pixel(100 * point.Fraction.OverdispersedHigh);
            svg.Add($"""<line class="wide" x1="{px}" x2="{px}" y1="{wideLow}" y2="{wideHigh}"/><line class="narrow" x1="{px}" x2="{px}" y1="{y.Pixel(100 * point.Fraction.WilsonLow)}" y2="{y.Pixel(100 * point.Fraction.WilsonHigh)}"/>""");
            centres.Add((px, py));
            bars.Add(new Box(px - 2, wideHigh, 4, wideLow - wideHigh));
        }

        string[] names = [.. shown.Select(p => TextWidth.Fit(p.Fraction.Lot, Size, 110))];
        Box?[] boxes = LabelPlacement.Place(centres, [.. names.Select(n => TextWidth.Of(n, Size))], bars, new Box(left + 2, 18, width - left - 4, bottom - 20));
        for (int i = 0; i < shown.Length; i++)
        {
            if (boxes[i] is not { } box) continue;
            (double px, double py) = centres[i];
            bool leftOf = box.X + box.Width < px, rightOf = box.X > px;
            double nearX = leftOf ? box.X + box.Width : rightOf ? box.X : px, nearY = Math.Clamp(py, box.Y + 2, box.Y + box.Height - 2);
            if (Math.Abs(nearX - px) + Math.Abs(nearY - py) > 17) svg.Add($"""<line class="leader" x1="{px}" y1="{py}" x2="{nearX}" y2="{nearY}"/>""");
            string anchor = leftOf ? "end" : rightOf ? "start" : "middle";
            double at = leftOf ? box.X + box.Width : rightOf ? box.X : box.X + (box.Width / 2);
            svg.Add($"""<text class="lot" x="{at}" y="{box.Y + 11}" text-anchor="{anchor}">{names[i]}</text>""");
        }

        for (int i = 0; i < shown.Length; i++)
        {
            ScatterPoint p = shown[i];
            svg.Add($"""<circle cx="{centres[i].X}" cy="{centres[i].Y}" r="4.5" fill="{color}" stroke="#fff"><title>{p.Fraction.Lot}: {readout} {HtmlNumber.Given(p.Readout)}, {p.Fraction.Count} of {p.Fraction.Cells} cells, {NumberText.Percent(p.Fraction.Fraction)}</title></circle>""");
        }

        svg.Add($"</svg>");
        return (svg, boxes.Count(b => b is null));
    }
}
