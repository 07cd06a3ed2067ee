using System.Reflection;
using System.Runtime.InteropServices;
using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>Finds and starts the system's libhdf5, once for the process.</summary>
internal static class Hdf5Library
{
    /// <summary>The name under which the entry points are bound.</summary>
    internal const string Name = "hdf5";

    /// <summary>Environment variable that names the library's file where none of the usual names fits.</summary>
    internal const string Variable = "GPUCQA_HDF5";

    private static nint library;

    /// <summary>Held around every call: the usual builds of HDF5 are not thread-safe.</summary>
    internal static Lock Gate { get; } = new();

    /// <summary>Names to try, in order.</summary>
    internal static IReadOnlyList<string> Candidates { get; } =
    [
        "libhdf5_serial.so.103", "libhdf5.so.103", "libhdf5_serial.so.310", "libhdf5.so.310", "libhdf5_serial.so.200", "libhdf5.so.200",
        "libhdf5_serial.so.320", "libhdf5.so.320", "libhdf5.so", "libhdf5_serial.so",
        "libhdf5.dylib", "/opt/homebrew/lib/libhdf5.dylib", "/usr/local/lib/libhdf5.dylib", "hdf5.dll",
    ];

    /// <summary>Makes the library ready.</summary>
    /// <exception cref="PreconditionException">No libhdf5 of version 1.10.3 or later is installed.</exception>
    internal static void Require()
    {
        lock (Gate)
        {
            if (library != 0) return;
            if (IntPtr.Size != 8) throw new PreconditionException("HDF5 files need a 64-bit process.");
            string? named = Environment.GetEnvironmentVariable(Variable);
            nint found = Find(string.IsNullOrEmpty(named) ? Candidates : [named]);
            NativeLibrary.SetDllImportResolver(typeof(Hdf5Library).Assembly, (name, _, _) => name == Name ? found : 0);
            Hdf5Session.Start(found);
            library = found;
        }
    }

    /// <summary>Loads the first library of a list.</summary>
    internal static nint Find(IEnumerable<string> names)
    {
        var tried = new List<string>();
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), null, out nint handle)) return handle;
            tried.Add(name);
        }

        throw new PreconditionException(
            "HDF5 files (.h5, .h5ad) need libhdf5 1.10.3 or later, which is not installed: apt-get install libhdf5-103-1 (Debian 12; libhdf5-310 on Debian 13), "
            + "dnf install hdf5, brew install hdf5, conda install hdf5, or set " + Variable + " to the library's path. Tried: " + string.Join(", ", tried) + ".");
    }
}
