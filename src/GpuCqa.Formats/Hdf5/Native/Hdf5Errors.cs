using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>Turns the library's error stack into one line.</summary>
internal static unsafe class Hdf5Errors
{
    private const int Downward = 1;
    private const int MostCauses = 3;

    /// <summary>The innermost causes of the last failed call, the deepest first. Call under the gate, before any other call.</summary>
    internal static string Describe()
    {
        var causes = new List<string>();
        GCHandle list = GCHandle.Alloc(causes);
        try
        {
            _ = H5Base.H5Ewalk2(0, Downward, &Visit, (void*)GCHandle.ToIntPtr(list));
        }
        finally
        {
            list.Free();
        }

        _ = H5Base.H5Eclear2(0);
        if (causes.Count == 0) return "HDF5 gives no reason";
        causes.Reverse();
        return string.Join("; ", causes.Distinct().Take(MostCauses));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Visit(uint n, H5Base.ErrorRecord* record, void* data)
    {
        string? text = Marshal.PtrToStringUTF8((nint)record->Description);
        if (!string.IsNullOrWhiteSpace(text)) ((List<string>)GCHandle.FromIntPtr((nint)data).Target!).Add(text.Trim().ReplaceLineEndings(" "));
        return 0;
    }
}
