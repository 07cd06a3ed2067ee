using GpuCqa.Core.Matrices;

namespace GpuCqa.Reporting.Maps;

/// <summary>The part of the layout that the drawn cells fill; both axes have the same scale.</summary>
/// <param name="LowX">Smallest first coordinate.</param>
/// <param name="HighY">Largest second coordinate; screens count y downwards.</param>
/// <param name="Scale">Layout units per map unit: the longer side is 1.</param>
/// <param name="Width">Width in map units.</param>
/// <param name="Height">Height in map units.</param>
internal sealed record MapFrame(double LowX, double HighY, double Scale, double Width, double Height)
{
    public static MapFrame Of(int[] cells, DenseMatrix<float> layout)
    {
        (double lowX, double highX) = Range(cells, layout, 0);
        (double lowY, double highY) = Range(cells, layout, 1);
        double scale = Math.Max(Math.Max(highX - lowX, highY - lowY), 1e-9);
        return new MapFrame(lowX, highY, scale, (highX - lowX) / scale, (highY - lowY) / scale);
    }

    public double X(double layout) => Math.Clamp((layout - LowX) / Scale, 0, 1);

    public double Y(double layout) => Math.Clamp((HighY - layout) / Scale, 0, 1);

    private static (double Low, double High) Range(int[] cells, DenseMatrix<float> layout, int axis)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (int c in cells) (low, high) = (Math.Min(low, layout[c, axis]), Math.Max(high, layout[c, axis]));
        return cells.Length == 0 ? (0, 1) : (low, high);
    }
}
