using System.Runtime.InteropServices;

namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>An identifier (hid_t, 64 bits since HDF5 1.10) that gives up its reference when it is disposed.</summary>
internal abstract class Hdf5Handle : SafeHandle
{
    protected Hdf5Handle() : base(-1, ownsHandle: true) { }

    /// <summary>Negative means failure; 0 is H5P_DEFAULT or H5S_ALL, which nobody owns.</summary>
    public override bool IsInvalid => handle <= 0;

    protected override bool ReleaseHandle()
    {
        // Finalizers run on a thread of their own, and HDF5 is not thread-safe.
        lock (Hdf5Library.Gate) return H5Base.H5Idec_ref(handle) >= 0;
    }
}
