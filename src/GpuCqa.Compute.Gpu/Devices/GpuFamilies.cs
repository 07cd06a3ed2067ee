namespace GpuCqa.Compute.Gpu;

/// <summary>The families of devices that this library adds to a program's list.</summary>
public static class GpuFamilies
{
    /// <summary>CUDA, OpenCL and the simulator, as plain data for <see cref="ComputeDevices"/>.</summary>
    public static IReadOnlyList<DeviceOpener> All { get; } =
    [
        new("cuda", 20, CudaFamily.List, CudaFamily.Open),
        new("opencl", 10, OpenClFamily.List, OpenClFamily.Open),
        new(SimulatorFamily.Name, -10, SimulatorFamily.List, SimulatorFamily.Open),
    ];

    /// <summary>Name and version of the package that drives the GPUs ("ILGPU 1.5.3").</summary>
    public static string Packages => IlgpuPackage.Name;

    /// <summary>Version of ILGPU ("1.5.3").</summary>
    public static string IlgpuVersion => IlgpuPackage.Version;

    /// <summary>Opens a CUDA device with or without the vendor's libraries, so that both of its ways can be compared.</summary>
    /// <param name="name">"cuda:0".</param>
    /// <param name="threads">Host threads for host loops; null = all cores.</param>
    /// <param name="useVendorLibraries">False: the kernels here multiply, and the host solves for eigenpairs.</param>
    /// <exception cref="Core.Errors.DeviceUnavailableException">There is no such device.</exception>
    public static ComputeDevice OpenCuda(string name, int? threads, bool useVendorLibraries) => CudaFamily.Open(name, threads, useVendorLibraries);

    /// <summary>Operations that a GPU computes itself; the others run on the host's CPU and are counted.</summary>
    public static IReadOnlyList<string> Kernels => KernelList.Kernels;

    /// <summary>Why devices that a person may expect are missing, and how to get them; asks the drivers of this machine.</summary>
    public static IReadOnlyList<string> Notes() => FamilyNotes.All();

    /// <summary>Opens the simulator: every kernel on the CPU, group by group, to check it; far slower than <see cref="CpuDevice"/>.</summary>
    /// <param name="threads">Host threads for host loops; null = all cores.</param>
    /// <param name="memoryLimit">Bytes of device memory that it pretends to have; null = the machine's.</param>
    /// <param name="warpSize">Lanes of a warp.</param>
    public static ComputeDevice OpenSimulator(int? threads = null, long? memoryLimit = null, int warpSize = 32) =>
        SimulatorFamily.Open(threads, memoryLimit, warpSize);
}
