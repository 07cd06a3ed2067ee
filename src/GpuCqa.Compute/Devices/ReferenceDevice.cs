namespace GpuCqa.Compute;

/// <summary>The oracle: runs every operation's reference body, one thread, scalar, float64 accumulation.</summary>
public sealed class ReferenceDevice : ComputeDevice
{
    /// <summary>Name under which it is asked for.</summary>
    public const string Kind = "cpu:reference";

    /// <summary>Makes the device.</summary>
    public ReferenceDevice() : base(new DeviceInfo(Kind, "CPU, reference algorithms, scalar, 1 thread", 64, 1)) { }
}
