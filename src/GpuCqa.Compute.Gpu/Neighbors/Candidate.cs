using System.Runtime.InteropServices;

namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>A reference that may be among a query's nearest.</summary>
/// <param name="reference">Its place among the packed references.</param>
/// <param name="lower">Lower bound of its exact score.</param>
[StructLayout(LayoutKind.Sequential)]
internal struct Candidate(int reference, float lower)
{
    public int Reference = reference;
    public float Lower = lower;
}
