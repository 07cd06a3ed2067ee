using System.Globalization;
using System.Runtime.Intrinsics;

namespace GpuCqa.Compute;

/// <summary>The CPU with vector instructions and threads.</summary>
/// <remarks>Bits never depend on the number of threads: threads write disjoint places, or fixed parts are merged in a fixed order.</remarks>
public sealed partial class CpuDevice : ComputeDevice
{
    /// <summary>Name under which it is asked for.</summary>
    public const string Kind = "cpu";

    /// <summary>Makes the device.</summary>
    /// <param name="threads">Host threads; null = all cores.</param>
    /// <param name="width">Vector width; widths that the hardware lacks still run, in narrower steps.</param>
    public CpuDevice(int? threads = null, VectorWidth width = VectorWidth.Best) : base(Describe(threads ?? Environment.ProcessorCount, Resolve(width)))
    {
        Width = Resolve(width);
        Threads = threads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Threads, nameof(threads));
    }

    /// <summary>The vector width in use.</summary>
    public VectorWidth Width { get; }

    /// <summary>Host threads in use at most.</summary>
    public int Threads { get; }

    /// <inheritdoc/>
    public override void ForEach(int count, Action<int> body) => ThreadLoop.Run(Threads, count, body);

    /// <summary>The width that is meant.</summary>
    internal static VectorWidth Resolve(VectorWidth width) => width switch
    {
        not VectorWidth.Best => width,
        _ when Vector512.IsHardwareAccelerated => VectorWidth.Bits512,
        _ when Vector256.IsHardwareAccelerated => VectorWidth.Bits256,
        _ when Vector128.IsHardwareAccelerated => VectorWidth.Bits128,
        _ => VectorWidth.Scalar,
    };

    private static DeviceInfo Describe(int threads, VectorWidth width)
    {
        string vectors = width == VectorWidth.Scalar ? "scalar" : string.Create(CultureInfo.InvariantCulture, $"{(int)width}-bit vectors");
        return new DeviceInfo(Kind, string.Create(CultureInfo.InvariantCulture, $"CPU, {vectors}, {threads} thread{(threads == 1 ? "" : "s")}"), (int)width, threads);
    }
}
