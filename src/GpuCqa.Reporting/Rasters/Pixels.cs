namespace GpuCqa.Reporting.Rasters;

/// <summary>A picture of pixels, rows from the top, three bytes (red, green, blue) each.</summary>
internal sealed class Pixels
{
    /// <summary>A white picture.</summary>
    public Pixels(int width, int height)
    {
        (Width, Height) = (width, height);
        Rgb = new byte[checked(width * height * 3)];
        Array.Fill(Rgb, (byte)255);
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Rgb { get; }

    public void Set(int x, int y, int color)
    {
        int at = ((y * Width) + x) * 3;
        Rgb[at] = (byte)(color >> 16);
        Rgb[at + 1] = (byte)(color >> 8);
        Rgb[at + 2] = (byte)color;
    }

    /// <summary>Lays a colour over a pixel; coverage 1 replaces it.</summary>
    public void Blend(int x, int y, int color, double coverage)
    {
        int at = ((y * Width) + x) * 3;
        for (int c = 0; c < 3; c++)
        {
            int over = (color >> (16 - (8 * c))) & 255;
            Rgb[at + c] = (byte)Math.Round((Rgb[at + c] * (1 - coverage)) + (over * coverage));
        }
    }
}
