using System.Globalization;

namespace GpuCqa.Reporting.Pictures;

/// <summary>A linear axis: a rounded range that holds the data, ticks at round values, and the way to pixels.</summary>
internal sealed class Scale
{
    private readonly double from;
    private readonly double to;
    private readonly int decimals;

    /// <summary>Covers [low, high]: widened to whole ticks, or as it is with ticks inside when <paramref name="tight"/>.</summary>
    public Scale(double low, double high, int ticks, double from, double to, bool tight = false)
    {
        if (!(high > low))
        {
            double half = low == 0 || !double.IsFinite(low) ? 1 : Math.Abs(low) * 0.1;
            if (!double.IsFinite(low)) low = 0;
            (low, high) = (low - half, low + half);
        }

        Step = RoundStep((high - low) / Math.Max(1, ticks));
        Low = tight ? low : Math.Floor((low / Step) + 1e-9) * Step;
        High = tight ? high : Math.Ceiling((high / Step) - 1e-9) * Step;
        decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(Step) - 1e-9) + (IsQuarter(Step) ? 1 : 0), 0, 12);
        this.from = from;
        this.to = to;
    }

    public double Low { get; }

    public double High { get; }

    public double Step { get; }

    public IEnumerable<double> Ticks
    {
        get
        {
            long last = (long)Math.Floor((High / Step) + 1e-9);
            for (long i = (long)Math.Ceiling((Low / Step) - 1e-9); i <= last; i++) yield return i * Step;
        }
    }

    public double Pixel(double value) => from + ((to - from) * (value - Low) / (High - Low));

    public string Label(double tick)
    {
        if (Math.Abs(tick) < Step * 1e-9) tick = 0;
        double size = Math.Max(Math.Abs(Low), Math.Abs(High));
        string text = size >= 1e6 || (Step < 1e-4 && size < 1e-2)
            ? tick.ToString("0.###e+0", CultureInfo.InvariantCulture).Replace("e+0", "", StringComparison.Ordinal).Replace("e+", "e", StringComparison.Ordinal)
            : tick.ToString("#,##0." + new string('0', decimals), CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    // 1, 2, 2.5 or 5 times a power of ten.
    private static double RoundStep(double raw)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double mantissa = raw / power;
        return (mantissa <= 1.0001 ? 1 : mantissa <= 2.0001 ? 2 : mantissa <= 2.5001 ? 2.5 : mantissa <= 5.0001 ? 5 : 10) * power;
    }

    private static bool IsQuarter(double step)
    {
        double mantissa = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-9));
        return Math.Abs(mantissa - 2.5) < 1e-6;
    }
}
