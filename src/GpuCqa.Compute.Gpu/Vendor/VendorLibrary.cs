using System.Globalization;
using System.Runtime.InteropServices;
using GpuCqa.Core.Errors;

namespace GpuCqa.Compute.Gpu.Vendor;

/// <summary>A shared library of the vendor, found under one of several names; it stays loaded as long as the process.</summary>
/// <remarks>Entry points are resolved by hand rather than by an attribute: the name depends on the version that is there, and a test can bring its own library.</remarks>
internal sealed unsafe class VendorLibrary
{
    private readonly nint handle;

    private VendorLibrary(nint handle, string name, string path) => (this.handle, Name, Path) = (handle, name, path);

    /// <summary>What the vendor calls it: "cuBLAS".</summary>
    public string Name { get; }

    /// <summary>Under which name it was found.</summary>
    public string Path { get; }

    /// <summary>The first of several files that can be loaded, or null.</summary>
    /// <param name="name">What the vendor calls it.</param>
    /// <param name="files">File names, the newest version first; looked for where the system looks, then where CUDA is installed.</param>
    public static VendorLibrary? Find(string name, IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            foreach (string path in Places(file))
            {
                if (NativeLibrary.TryLoad(path, out nint handle)) return new VendorLibrary(handle, name, path);
            }
        }

        return null;
    }

    /// <summary>The address of a function.</summary>
    /// <exception cref="DeviceUnavailableException">The library lacks it.</exception>
    public void* Function(string function) => NativeLibrary.TryGetExport(handle, function, out nint address)
        ? (void*)address
        : throw new DeviceUnavailableException($"{Name} ({Path}) has no function {function}; it is too old or not what its name says.");

    /// <summary>"13.1" from the library's property function.</summary>
    public string Version(string propertyFunction)
    {
        var property = (delegate* unmanaged<int, int*, int>)Function(propertyFunction);
        int major = 0, minor = 0;
        Check(property(0, &major), propertyFunction);
        Check(property(1, &minor), propertyFunction);
        return string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}");
    }

    /// <summary>Turns a status other than success into an error.</summary>
    /// <exception cref="DeviceMemoryException">The library could not allocate memory.</exception>
    /// <exception cref="DeviceUnavailableException">Any other failure.</exception>
    public void Check(int status, string function)
    {
        // Both libraries number a failed allocation 2 or 3 (CUSOLVER_STATUS_ALLOC_FAILED, CUBLAS_STATUS_ALLOC_FAILED).
        if (status == 0) return;
        bool memory = status == (Name == CuBlas.LibraryName ? 3 : 2);
        string found = string.Create(CultureInfo.InvariantCulture, $"{Name}: {function} returned status {status}");
        throw memory
            ? new DeviceMemoryException($"{found} (it could not allocate device memory); free it of other programs, or use --device cpu.")
            : new DeviceUnavailableException($"{found}; look at the device's log (nvidia-smi, dmesg), or use --device cpu.");
    }

    private static IEnumerable<string> Places(string file)
    {
        yield return file;
        if (System.IO.Path.IsPathRooted(file)) yield break;
        foreach (string? root in new[] { Environment.GetEnvironmentVariable("CUDA_HOME"), Environment.GetEnvironmentVariable("CUDA_PATH"), OperatingSystem.IsLinux() ? "/usr/local/cuda" : null })
        {
            if (!string.IsNullOrEmpty(root)) yield return System.IO.Path.Combine(root, OperatingSystem.IsWindows() ? "bin" : "lib64", file);
        }
    }
}
