namespace GpuCqa.Reporting.Rasters;

/// <summary>Fills closed outlines with exact anti-aliasing: the share of each pixel that lies inside.</summary>
/// <remarks>
/// Each edge adds its signed area to the pixels it crosses and its height to the next pixel of the row; the running sum along a row is the
/// coverage (the accumulation-buffer method of font rasterizers). Outlines that wind twice are clipped to full coverage. Deterministic.
/// </remarks>
internal sealed class Coverage
{
    private readonly int width;
    private readonly int height;
    private readonly double[] area;
    private int left;
    private int top;
    private int bottom;

    public Coverage(int width, int height)
    {
        (this.width, this.height) = (width, height);
        area = new double[((width + 2) * height) + 2];
        (left, top) = (width, height);
    }

    public void Edge(double x0, double y0, double x1, double y1)
    {
        if (y0 == y1) return;
        // What lies beside the picture counts as lying on its border: an edge that crosses the border is cut there.
        if (Cut(x0, y0, x1, y1, 0) || Cut(x0, y0, x1, y1, width)) return;
        double direction = 1;
        if (y0 > y1) (x0, y0, x1, y1, direction) = (x1, y1, x0, y0, -1);
        if (y1 <= 0 || y0 >= height) return;
        double slope = (x1 - x0) / (y1 - y0), x = x0;
        if (y0 < 0) x -= y0 * slope;
        double from = Math.Max(0, y0), to = Math.Min(height, y1);
        top = Math.Min(top, (int)from);
        bottom = Math.Max(bottom, Math.Min(height, (int)Math.Ceiling(to)));
        for (int row = (int)from; row < to; row++)
        {
            double dy = Math.Min(row + 1, to) - Math.Max(row, from), next = x + (slope * dy);
            Row(row, dy * direction, Math.Clamp(Math.Min(x, next), 0, width), Math.Clamp(Math.Max(x, next), 0, width));
            x = next;
        }
    }

    /// <summary>Paints what was outlined and clears the outline.</summary>
    public void Paint(Pixels pixels, int color)
    {
        for (int y = top; y < bottom; y++)
        {
            double sum = 0;
            Span<double> row = area.AsSpan(y * (width + 2), width + 2);
            for (int x = left; x < width; x++)
            {
                sum += row[x];
                double coverage = Math.Min(1, Math.Abs(sum));
                if (coverage > 1.0 / 512) pixels.Blend(x, y, color, coverage);
            }

            row.Clear();
        }

        (left, top, bottom) = (width, height, 0);
    }

    private bool Cut(double x0, double y0, double x1, double y1, double border)
    {
        if (Math.Min(x0, x1) >= border || Math.Max(x0, x1) <= border) return false;
        double y = y0 + ((y1 - y0) * (border - x0) / (x1 - x0));
        Edge(x0, y0, border, y);
        Edge(border, y, x1, y1);
        return true;
    }

    private void Row(int row, double signed, double x0, double x1)
    {
        int start = row * (width + 2), first = (int)x0, last = (int)Math.Ceiling(x1);
        left = Math.Min(left, first);
        if (last <= first + 1)
        {
            // Within one pixel: its part to the right of the edge, and the rest of the row.
            double inside = first + 1 - (0.5 * (x0 + x1));
            area[start + first] += signed * inside;
            area[start + first + 1] += signed * (1 - inside);
            return;
        }

        // Over several pixels: a triangle, slices, and a triangle.
        double scale = 1 / (x1 - x0), a = first + 1 - x0, b = x1 - last + 1;
        double before = 0.5 * scale * a * a, after = 0.5 * scale * b * b;
        area[start + first] += signed * before;
        if (last == first + 2)
        {
            area[start + first + 1] += signed * (1 - before - after);
        }
        else
        {
            double second = scale * (1.5 - (x0 - first));
            area[start + first + 1] += signed * (second - before);
            for (int i = first + 2; i < last - 1; i++) area[start + i] += signed * scale;
            area[start + last - 1] += signed * (1 - (second + ((last - first - 3) * scale)) - after);
        }

        area[start + last] += signed * after;
    }
}
