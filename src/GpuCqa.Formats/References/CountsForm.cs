namespace GpuCqa.Formats.References;

/// <summary>How values are written in few bytes, found out before they are: counts as uint8 with those above 255 beside them, or all as float32.</summary>
public sealed class CountsForm
{
    private bool whole = true;

    /// <summary>Values seen.</summary>
    public long Count { get; private set; }

    /// <summary>Values above 255.</summary>
    public long Large { get; private set; }

    /// <summary>Whether they are written as counts. Beyond a fourth of large ones, their list takes more than the bytes that it saves.</summary>
    internal bool AreCounts => whole && Large <= Count / 4;

    /// <summary>Looks at values.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float v in values)
        {
            whole &= v >= 0 && v == MathF.Truncate(v) && !float.IsNegative(v) && !float.IsPositiveInfinity(v);
            if (v > byte.MaxValue) Large++;
        }

        Count += values.Length;
    }
}
