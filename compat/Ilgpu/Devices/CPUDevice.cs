using System.Collections.Immutable;

namespace ILGPU.Runtime.CPU;

/// <summary>The shapes that ILGPU's CPU device can imitate.</summary>
public enum CPUDeviceKind
{
    Default,
    Nvidia,
    AMD,
    LegacyAMD,
    Intel,
}

/// <summary>A processor that runs kernels lane by lane, with any warp width: 1 (in the stand-in only), 2, 4, 8, 16, 32, 64.</summary>
[DeviceType(AcceleratorType.CPU)]
public sealed class CPUDevice : Device
{
    public static readonly CPUDevice Default = new(4, 4, 1);
    public static readonly CPUDevice Nvidia = new(32, 32, 1);
    public static readonly CPUDevice AMD = new(32, 8, 1);
    public static readonly CPUDevice LegacyAMD = new(64, 4, 1);
    public static readonly CPUDevice Intel = new(16, 8, 1);
    public static readonly ImmutableArray<CPUDevice> All = [Default, Nvidia, AMD, LegacyAMD, Intel];

    public CPUDevice(int numThreadsPerWarp, int numWarpsPerMultiprocessor, int numMultiprocessors)
    {
        if (numThreadsPerWarp < 1 || !int.IsPow2(numThreadsPerWarp)) throw new ArgumentOutOfRangeException(nameof(numThreadsPerWarp));
        if (numWarpsPerMultiprocessor < 1 || !int.IsPow2(numWarpsPerMultiprocessor)) throw new ArgumentOutOfRangeException(nameof(numWarpsPerMultiprocessor));
        if (numMultiprocessors < 1) throw new ArgumentOutOfRangeException(nameof(numMultiprocessors));
        Name = "CPUAccelerator";
        WarpSize = numThreadsPerWarp;
        MaxNumThreadsPerGroup = numThreadsPerWarp * numWarpsPerMultiprocessor;
        MaxNumThreadsPerMultiprocessor = MaxNumThreadsPerGroup;
        NumMultiprocessors = numMultiprocessors;
        MaxGroupSize = new Index3D(MaxNumThreadsPerGroup);
        MemorySize = long.MaxValue;
        MaxGridSize = new Index3D(int.MaxValue, ushort.MaxValue, ushort.MaxValue);
        MaxSharedMemoryPerGroup = int.MaxValue;
        MaxConstantMemory = int.MaxValue;
        NumThreads = MaxNumThreads;
    }

    public int NumThreads { get; }

    public static CPUDevice GetDevice(CPUDeviceKind kind) =>
        kind >= CPUDeviceKind.Default && kind <= CPUDeviceKind.Intel ? All[(int)kind] : throw new ArgumentOutOfRangeException(nameof(kind));

    public static ImmutableArray<Device> GetDevices(Predicate<CPUDevice> predicate) => [.. All.Where(device => predicate(device))];

    public override Accelerator CreateAccelerator(Context context) => CreateCPUAccelerator(context);

    public CPUAccelerator CreateCPUAccelerator(Context context) => new(context, this);

    public override bool Equals(object? obj) =>
        obj is CPUDevice other && other.WarpSize == WarpSize && other.MaxNumThreadsPerGroup == MaxNumThreadsPerGroup && other.NumMultiprocessors == NumMultiprocessors;

    public override int GetHashCode() => HashCode.Combine(WarpSize, MaxNumThreadsPerGroup, NumMultiprocessors);
}
