using System.Runtime.InteropServices;

namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>Four floats that are read and written by one 16-byte access.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Float4(float x, float y, float z, float w)
{
    public float X = x;
    public float Y = y;
    public float Z = z;
    public float W = w;
}
