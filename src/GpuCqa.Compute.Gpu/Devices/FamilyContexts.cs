using System.Globalization;
using System.Runtime.InteropServices;
using GpuCqa.Core.Errors;
using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

/// <summary>Contexts of one family of devices: a missing driver is a family without devices, not an error.</summary>
internal static class FamilyContexts
{
    // ILGPU asks for the names that a development package installs; a driver alone brings the versioned ones.
    private static readonly Dictionary<string, string> DriverLibraries = new(StringComparer.Ordinal) { ["cuda"] = "libcuda.so.1", ["OpenCL"] = "libOpenCL.so.1" };

    static FamilyContexts()
    {
        if (OperatingSystem.IsLinux()) NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);
    }

    /// <summary>
    /// Whether the family's driver (cuda or OpenCL, as ILGPU calls it) can be there at all. A context costs a tenth of a second, most of it compilation: a machine without a driver pays for none.
    /// </summary>
    public static bool MayHave(string family) => !OperatingSystem.IsLinux() || Loads(DriverLibraries[family]) || Loads(family);

    /// <summary>Whether the system finds the native library.</summary>
    public static bool Loads(string library)
    {
        if (!NativeLibrary.TryLoad(library, out IntPtr handle)) return false;
        NativeLibrary.Free(handle);
        return true;
    }

    /// <summary>A context with the devices that the builder takes, or null when the driver is missing or broken.</summary>
    public static Context? Try(Func<Context.Builder, Context.Builder> configure)
    {
        try
        {
            return Context.Create(builder => configure(builder));
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or AcceleratorException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The number after the colon.</summary>
    public static int Index(string name) => int.TryParse(name.AsSpan(name.IndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : int.MaxValue;

    public static DeviceUnavailableException Missing(string name, string family, string needed) =>
        new($"--device {name}: no {family} device was found ({IlgpuPackage.Name}); it needs {needed}. See 'gpucqa devices', or use --device cpu or auto.");

    public static DeviceUnavailableException OutOfRange(string name, int found) => found == 0
        ? new DeviceUnavailableException($"--device {name}: this machine has no such device ({IlgpuPackage.Name}); see 'gpucqa devices', or use --device cpu or auto.")
        : new DeviceUnavailableException(string.Create(CultureInfo.InvariantCulture, $"--device {name}: this machine has {found} such device{(found == 1 ? "" : "s")}, counted from 0; see 'gpucqa devices'."));

    private static IntPtr Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path) =>
        DriverLibraries.TryGetValue(name, out string? versioned) && !NativeLibrary.TryLoad(name, assembly, path, out _) && NativeLibrary.TryLoad(versioned, out IntPtr handle) ? handle : IntPtr.Zero;
}
