using System.Globalization;
using GpuCqa.Reporting.Scenes;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Rasters;

/// <summary>Draws a scene into pixels, with the font that this assembly carries: the same scene gives the same bytes on every machine.</summary>
internal sealed class SceneRaster
{
    private static readonly Lazy<OutlineFont> Font = new(() => Load("figure-font.ttf"));
    private readonly Pixels pixels;
    private readonly Coverage coverage;
    private readonly double scale;

    private SceneRaster(Scene scene, double scale)
    {
        this.scale = scale;
        pixels = new Pixels((int)Math.Ceiling(scene.Width * scale), (int)Math.Ceiling(scene.Height * scale));
        coverage = new Coverage(pixels.Width, pixels.Height);
    }

    /// <summary>The picture.</summary>
    /// <param name="scene">What to draw.</param>
    /// <param name="language">Language of its texts.</param>
    /// <param name="scale">Pixels per unit of the scene.</param>
    public static Pixels Draw(Scene scene, ReportLanguage language, double scale)
    {
        var raster = new SceneRaster(scene, scale);
        foreach (Shape shape in scene.Shapes) raster.Draw(shape, language);
        return raster.pixels;
    }

    private void Draw(Shape shape, ReportLanguage language)
    {
        switch (shape)
        {
            case Shape.Line l:
                if (l.Dashed) Dashes(l);
                else Line(l.X1, l.Y1, l.X2, l.Y2, l.Pen);
                break;
            case Shape.Rectangle r:
                Polygon([(r.X, r.Y), (r.X + r.Width, r.Y), (r.X + r.Width, r.Y + r.Height), (r.X, r.Y + r.Height)], r.Fill);
                if (r.Edge is { } edge) Frame(r, edge);
                break;
            case Shape.Circle c:
                if (c.Edge is { } rim) Disc(c.X, c.Y, c.Radius + (rim.Width / 2), rim.Color);
                if (c.Fill is { } fill) Disc(c.X, c.Y, c.Edge is { } own ? c.Radius - (own.Width / 2) : c.Radius, fill);
                else if (c.Edge is { } hollow) Disc(c.X, c.Y, c.Radius - (hollow.Width / 2), "#ffffff");
                break;
            case Shape.Text t:
                Write(t, t.Words.In(language));
                break;
            case Shape.Picture p:
                Copy(p);
                break;
        }
    }

    private void Line(double x1, double y1, double x2, double y2, Pen pen)
    {
        double dx = x2 - x1, dy = y2 - y1, length = Math.Sqrt((dx * dx) + (dy * dy));
        if (length == 0) return;
        double nx = -dy / length * pen.Width / 2, ny = dx / length * pen.Width / 2;
        Polygon([(x1 + nx, y1 + ny), (x2 + nx, y2 + ny), (x2 - nx, y2 - ny), (x1 - nx, y1 - ny)], pen.Color);
    }

    private void Dashes(Shape.Line l)
    {
        double dx = l.X2 - l.X1, dy = l.Y2 - l.Y1, length = Math.Sqrt((dx * dx) + (dy * dy));
        for (double at = 0; at < length; at += 7)
        {
            double a = at / length, b = Math.Min(length, at + 4) / length;
            Line(l.X1 + (a * dx), l.Y1 + (a * dy), l.X1 + (b * dx), l.Y1 + (b * dy), l.Pen);
        }
    }

    private void Frame(Shape.Rectangle r, Pen pen)
    {
        double right = r.X + r.Width, bottom = r.Y + r.Height;
        Line(r.X, r.Y, right, r.Y, pen);
        Line(right, r.Y, right, bottom, pen);
        Line(right, bottom, r.X, bottom, pen);
        Line(r.X, bottom, r.X, r.Y, pen);
    }

    private void Disc(double x, double y, double radius, string color)
    {
        int sides = Math.Max(16, (int)(radius * scale * 4));
        Polygon([.. Enumerable.Range(0, sides).Select(i => (x + (radius * Math.Cos(2 * Math.PI * i / sides)), y + (radius * Math.Sin(2 * Math.PI * i / sides))))], color);
    }

    private void Polygon((double X, double Y)[] corners, string color)
    {
        for (int i = 0; i < corners.Length; i++)
        {
            (double X, double Y) a = corners[i], b = corners[(i + 1) % corners.Length];
            coverage.Edge(a.X * scale, a.Y * scale, b.X * scale, b.Y * scale);
        }

        coverage.Paint(pixels, Color(color));
    }

    private void Write(Shape.Text t, string words)
    {
        OutlineFont font = Font.Value;
        double unit = t.Style.Size / font.UnitsPerEm;
        int[] glyphs = [.. words.EnumerateRunes().Select(font.Glyph)];
        double width = glyphs.Sum(g => font.Advance(g) * unit), start = t.Anchor switch { Anchor.Middle => -width / 2, Anchor.End => -width, _ => 0 };
        if (t.Style.Halo)
        {
            // A white edge: the text in white, moved a little to all sides.
            for (int i = 0; i < 8; i++) Glyphs(1.4 * Math.Cos(Math.PI * i / 4), 1.4 * Math.Sin(Math.PI * i / 4), "#ffffff");
        }

        Glyphs(0, 0, t.Style.Color);
        // One weight is carried; a heavy text is drawn twice, a third of a pixel apart.
        if (t.Style.Bold) Glyphs(0.35, 0, t.Style.Color);

        void Glyphs(double dx, double dy, string color)
        {
            double pen = start;
            foreach (int glyph in glyphs)
            {
                foreach ((double X, double Y, bool On)[] contour in font.Contours(glyph))
                    Outline(contour, (gx, gy) => Place(t, pen + (gx * unit), -gy * unit, dx, dy));
                pen += font.Advance(glyph) * unit;
            }

            coverage.Paint(pixels, Color(color));
        }
    }

    private (double X, double Y) Place(Shape.Text t, double along, double down, double dx, double dy) =>
        t.Turned ? ((t.X + down + dx) * scale, (t.Y - along + dy) * scale) : ((t.X + along + dx) * scale, (t.Y + down + dy) * scale);

    // Points off the curve are control points of quadratic arcs; between two of them lies a point on the curve.
    private void Outline((double X, double Y, bool On)[] contour, Func<double, double, (double X, double Y)> place)
    {
        int n = contour.Length;
        if (n < 2) return;
        int first = Array.FindIndex(contour, p => p.On);
        (double X, double Y) origin = first >= 0 ? (contour[first].X, contour[first].Y) : ((contour[0].X + contour[n - 1].X) / 2, (contour[0].Y + contour[n - 1].Y) / 2);
        (double X, double Y) at = origin;
        (double X, double Y)? control = null;
        for (int i = 1; i <= n; i++)
        {
            (double X, double Y, bool On) p = contour[(Math.Max(first, -1) + i + n) % n];
            if (p.On)
            {
                Arc(at, control, (p.X, p.Y), place);
                (at, control) = ((p.X, p.Y), null);
            }
            else
            {
                if (control is { } c)
                {
                    (double X, double Y) middle = ((c.X + p.X) / 2, (c.Y + p.Y) / 2);
                    Arc(at, c, middle, place);
                    at = middle;
                }

                control = (p.X, p.Y);
            }
        }

        Arc(at, control, origin, place);
    }

    private void Arc((double X, double Y) a, (double X, double Y)? control, (double X, double Y) b, Func<double, double, (double X, double Y)> place)
    {
        (double X, double Y) last = place(a.X, a.Y);
        int steps = control is null ? 1 : 6;
        for (int s = 1; s <= steps; s++)
        {
            double t = (double)s / steps;
            (double X, double Y) next = control is not { } c ? place(b.X, b.Y)
                : place(((1 - t) * (1 - t) * a.X) + (2 * t * (1 - t) * c.X) + (t * t * b.X), ((1 - t) * (1 - t) * a.Y) + (2 * t * (1 - t) * c.Y) + (t * t * b.Y));
            coverage.Edge(last.X, last.Y, next.X, next.Y);
            last = next;
        }
    }

    private void Copy(Shape.Picture p)
    {
        int left = (int)Math.Round(p.X * scale), top = (int)Math.Round(p.Y * scale), width = (int)Math.Round(p.Width * scale), height = (int)Math.Round(p.Height * scale);
        for (int y = 0; y < height; y++)
        {
            int from = Math.Min(p.Pixels.Height - 1, y * p.Pixels.Height / height);
            for (int x = 0; x < width; x++)
            {
                int at = ((from * p.Pixels.Width) + Math.Min(p.Pixels.Width - 1, x * p.Pixels.Width / width)) * 3;
                if (left + x < pixels.Width && top + y < pixels.Height) pixels.Set(left + x, top + y, (p.Pixels.Rgb[at] << 16) | (p.Pixels.Rgb[at + 1] << 8) | p.Pixels.Rgb[at + 2]);
            }
        }
    }

    private static int Color(string color) => int.Parse(color.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static OutlineFont Load(string name)
    {
        using Stream stream = typeof(SceneRaster).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new OutlineFont(bytes.ToArray());
    }
}
