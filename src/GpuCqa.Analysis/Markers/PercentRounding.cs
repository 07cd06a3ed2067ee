namespace GpuCqa.Analysis.Markers;

/// <summary>R's round(x, 3), which decides what passes a threshold on the share of cells.</summary>
internal static class PercentRounding
{
    private const double Scale = 1000;

    /// <summary>The share rounded to 3 digits: the nearer of the two neighbours as doubles, the even one when both are as near.</summary>
    public static double Round(double share)
    {
        double below = Math.Floor(share * Scale), above = Math.Ceiling(share * Scale);
        double low = below / Scale, high = above / Scale;
        double toLow = share - low, toHigh = high - share;
        return toLow < toHigh || (toLow == toHigh && below % 2 == 0) ? low : high;
    }
}
