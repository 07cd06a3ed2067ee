namespace GpuCqa.Testing;

/// <summary>The tolerances that tests compare by, stated once.</summary>
public static class Tolerances
{
    /// <summary>Relative: two routes to the same number in double precision, through some thousands of roundings and no heavy cancellation.</summary>
    public const double Computed = 1e-10;

    /// <summary>Relative: a number that went through single precision on the way.</summary>
    public const double Single = 1e-5;
}
