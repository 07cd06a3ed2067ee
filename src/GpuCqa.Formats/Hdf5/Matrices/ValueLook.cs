namespace GpuCqa.Formats.Hdf5.Matrices;

/// <summary>What a look at some values of a matrix shows.</summary>
internal sealed class ValueLook
{
    private bool negative;
    private bool fractional;
    private bool notFinite;

    /// <summary>True when every value seen is a non-negative integer.</summary>
    internal bool AreCounts => !negative && !fractional && !notFinite;

    /// <summary>The finding in words.</summary>
    internal string Words =>
        notFinite ? "values that are not finite numbers"
        : negative ? "negative values, as after scaling"
        : fractional ? "fractional values, as after normalization"
        : "counts";

    internal void See(ReadOnlySpan<float> values)
    {
        foreach (float v in values)
        {
            if (!float.IsFinite(v)) notFinite = true;
            else if (v < 0) negative = true;
            else if (v != MathF.Floor(v)) fractional = true;
        }
    }
}
