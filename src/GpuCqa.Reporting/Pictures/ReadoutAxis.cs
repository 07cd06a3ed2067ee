using GpuCqa.Reporting.Findings;

namespace GpuCqa.Reporting.Pictures;

/// <summary>The horizontal axis of a scatter: a scale of numbers, or the levels of groups of lots, whose points stand side by side.</summary>
internal sealed class ReadoutAxis
{
    private const double Apart = 16;

    private readonly Scale scale;
    private readonly ReadoutWords readout;
    private readonly double[] levels;

    public ReadoutAxis(ReadoutWords readout, IReadOnlyList<ScatterPoint> points, int ticks, double left, double right)
    {
        this.readout = readout;
        double[] values = [.. points.Select(p => p.Readout).Distinct().Order()];
        levels = readout.Levels.Count > 0 ? [.. Enumerable.Range(0, readout.Levels.Count).Select(l => (double)l)] : values.Length == 2 && points.Count > 2 ? values : [];
        double low = values.Length == 0 ? 0 : values[0], high = values.Length == 0 ? 1 : values[^1];
        double margin = (high - low) * 0.07;
        if (levels.Length > 0)
        {
            (low, high) = (Math.Min(low, levels[0]), Math.Max(high, levels[^1]));
            margin = levels.Length == 1 ? 0.5 : (high - low) * 0.5 / (levels.Length - 1);
        }

        scale = new Scale(low - margin, high + margin, ticks, left, right, tight: high + margin > low - margin);
    }

    /// <summary>Where there is something to read, and what.</summary>
    public IEnumerable<(double At, string Label)> Ticks => levels.Length > 0
        ? levels.Select(l => (scale.Pixel(l), readout.Value(l)))
        : scale.Ticks.Select(t => (scale.Pixel(t), scale.Label(t)));

    /// <summary>Room of one label, in pixels.</summary>
    public double Room => levels.Length < 2 ? double.PositiveInfinity : scale.Pixel(levels[1]) - scale.Pixel(levels[0]) - 6;

    /// <summary>Place of each point; lots of one level stand beside each other, in their order.</summary>
    public double[] Places(IReadOnlyList<ScatterPoint> points)
    {
        double[] places = [.. points.Select(p => scale.Pixel(p.Readout))];
        if (levels.Length == 0) return places;
        foreach (IGrouping<double, int> group in Enumerable.Range(0, points.Count).GroupBy(i => points[i].Readout))
        {
            int[] own = [.. group];
            double step = Math.Min(Apart, (levels.Length < 2 ? 200 : Room * 0.8) / own.Length);
            for (int i = 0; i < own.Length; i++) places[own[i]] += (i - ((own.Length - 1) / 2.0)) * step;
        }

        return places;
    }
}
