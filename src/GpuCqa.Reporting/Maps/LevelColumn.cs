using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Maps;

/// <summary>A quality measure of every cell in 256 levels.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Low">Value of level 0.</param>
/// <param name="High">Value of level 255.</param>
/// <param name="Logarithmic">Whether levels are even in log10(1 + value) rather than in the value.</param>
/// <param name="Levels">Level of each drawn cell.</param>
internal sealed record LevelColumn(Said Name, double Low, double High, bool Logarithmic, byte[] Levels)
{
    public static LevelColumn Of(Said name, int[] cells, Func<int, double> value, bool logarithmic)
    {
        Func<double, double> scale = logarithmic ? v => Math.Log10(1 + Math.Max(0, v)) : v => v;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (int c in cells)
        {
            double v = value(c);
            if (double.IsFinite(v)) (low, high) = (Math.Min(low, v), Math.Max(high, v));
        }

        if (!double.IsFinite(low)) (low, high) = (0, 1);
        double from = scale(low), span = Math.Max(scale(high) - from, 1e-12);
        byte[] levels = new byte[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            double v = value(cells[i]);
            levels[i] = double.IsFinite(v) ? (byte)Math.Round(Math.Clamp((scale(v) - from) / span, 0, 1) * 255) : (byte)0;
        }

        return new LevelColumn(name, low, high, logarithmic, levels);
    }
}
