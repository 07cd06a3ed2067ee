using GpuCqa.Reporting.Texts;
using SkiaSharp;

namespace GpuCqa.Reporting.Scenes;

/// <summary>Draws a scene as PNG at 192 pixels per inch, with the font that this assembly carries and no other.</summary>
/// <remarks>The same scene gives the same bytes on every run, whatever draws beside it. Another processor may round a shade differently.</remarks>
internal static class PngWriter
{
    /// <summary>Pixels of the file per unit of the scene, of which 96 make an inch.</summary>
    public const int Scale = 2;

    // The chunk pHYs (7559 pixels per metre both ways), which Skia does not write, with its CRC.
    private static readonly byte[] Density = [0, 0, 0, 9, .. "pHYs"u8, 0, 0, 0x1D, 0x87, 0, 0, 0x1D, 0x87, 1, 0x8F, 0xE5, 0xF1, 0x65];
    private const int EndOfHeader = 8 + 25;

    /// <summary>Regular weight; a character that it lacks is drawn as a hollow box.</summary>
    public static SKTypeface Font { get; } = SKTypeface.FromStream(typeof(PngWriter).Assembly.GetManifestResourceStream("figure-font.otf")) ?? throw new InvalidOperationException("figure-font.otf is not a font.");

    public static byte[] File(Scene scene, ReportLanguage language)
    {
        using SKBitmap bitmap = Blank((int)Math.Ceiling(scene.Width * Scale), (int)Math.Ceiling(scene.Height * Scale));
        using var canvas = new SKCanvas(bitmap);
        canvas.Scale(Scale);
        foreach (Shape shape in scene.Shapes) Draw(canvas, shape, language);
        byte[] png = Bytes(bitmap);
        return [.. png.AsSpan(0, EndOfHeader), .. Density, .. png.AsSpan(EndOfHeader)];
    }

    /// <summary>A white picture of pixels, each laid out as the number of an <see cref="SKColor"/>.</summary>
    public static SKBitmap Blank(int width, int height)
    {
        var bitmap = new SKBitmap(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque);
        bitmap.Erase(SKColors.White);
        return bitmap;
    }

    /// <summary>Pixels as PNG without a density.</summary>
    public static byte[] Bytes(SKBitmap bitmap)
    {
        using SKPixmap? pixels = bitmap.PeekPixels();
        using SKData png = pixels?.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Up, 6)) ?? throw new InvalidOperationException("A picture could not be written as PNG.");
        return png.ToArray();
    }

    private static void Draw(SKCanvas canvas, Shape shape, ReportLanguage language)
    {
        switch (shape)
        {
            case Shape.Line l:
                using (SKPaint pen = Stroke(l.Pen))
                using (SKPathEffect? dashes = l.Dashed ? SKPathEffect.CreateDash([4, 3], 0) : null)
                {
                    pen.PathEffect = dashes;
                    canvas.DrawLine((float)l.X1, (float)l.Y1, (float)l.X2, (float)l.Y2, pen);
                }

                break;
            case Shape.Rectangle r:
                Paint(r.Fill, r.Edge, paint => canvas.DrawRect((float)r.X, (float)r.Y, (float)r.Width, (float)r.Height, paint));
                break;
            case Shape.Circle c:
                Paint(c.Fill, c.Edge, paint => canvas.DrawCircle((float)c.X, (float)c.Y, (float)c.Radius, paint));
                break;
            case Shape.Text t:
                Write(canvas, t, t.Words.In(language));
                break;
            case Shape.Picture p:
                using (SKBitmap picture = SKBitmap.Decode(p.Png)) canvas.DrawBitmap(picture, SKRect.Create((float)p.X, (float)p.Y, (float)p.Width, (float)p.Height), SKSamplingOptions.Default);
                break;
            default:
                throw new ArgumentException($"There is no way to draw {shape.GetType().Name}.", nameof(shape));
        }
    }

    private static void Paint(string? fill, Pen? edge, Action<SKPaint> draw)
    {
        if (fill is not null)
        {
            using var inside = new SKPaint { Color = SKColor.Parse(fill), IsAntialias = true };
            draw(inside);
        }

        if (edge is { } pen)
        {
            using SKPaint outline = Stroke(pen);
            draw(outline);
        }
    }

    private static SKPaint Stroke(Pen pen) => new() { Color = SKColor.Parse(pen.Color), StrokeWidth = (float)pen.Width, Style = SKPaintStyle.Stroke, IsAntialias = true };

    // Letters are drawn as outlines, unhinted: they lie where they were measured, at any size.
    private static void Write(SKCanvas canvas, Shape.Text t, string words)
    {
        using var font = new SKFont(Font, (float)t.Style.Size) { Hinting = SKFontHinting.None, LinearMetrics = true, Subpixel = true };
        float width = font.MeasureText(words);
        using SKPath letters = font.GetTextPath(words, new SKPoint(t.Anchor switch { Anchor.Middle => -width / 2, Anchor.End => -width, _ => 0 }, 0));
        using var halo = new SKPaint { Color = SKColors.White, Style = SKPaintStyle.Stroke, StrokeWidth = 3, StrokeJoin = SKStrokeJoin.Round, IsAntialias = true };
        // One weight is carried; a heavy text gets an edge.
        using var ink = new SKPaint { Color = SKColor.Parse(t.Style.Color), Style = t.Style.Bold ? SKPaintStyle.StrokeAndFill : SKPaintStyle.Fill, StrokeWidth = 0.4F, IsAntialias = true };
        canvas.Save();
        canvas.Translate((float)t.X, (float)t.Y);
        if (t.Turned) canvas.RotateDegrees(-90);
        if (t.Style.Halo) canvas.DrawPath(letters, halo);
        canvas.DrawPath(letters, ink);
        canvas.Restore();
    }
}
