using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

/// <summary>A test that needs a Python with h5py and scipy; counted as skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PeerFactAttribute : FactAttribute
{
    public PeerFactAttribute()
    {
        if (H5adPeer.Python is null) Skip = "needs python3 with h5py and scipy (apt-get install python3-h5py python3-scipy), or GPUCQA_PYTHON";
    }
}
