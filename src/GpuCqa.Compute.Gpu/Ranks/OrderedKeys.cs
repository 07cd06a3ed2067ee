using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>Numbers as whole numbers of the same order.</summary>
internal static class OrderedKeys
{
    private const ulong Sign = 1UL << 63;

    /// <summary>The key of a number that is not NaN; both zeros have one key.</summary>
    public static ulong Of(double value)
    {
        // Negative numbers: all bits turned, so that larger magnitudes come first; others: above them.
        ulong bits = Interop.FloatAsInt(value == 0 ? 0.0 : value);
        return (bits & Sign) != 0 ? ~bits : bits | Sign;
    }
}
