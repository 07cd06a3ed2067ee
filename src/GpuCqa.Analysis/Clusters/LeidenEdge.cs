using System.Runtime.InteropServices;

namespace GpuCqa.Analysis.Clusters;

/// <summary>One end of an edge as the search reads it: 12 bytes, so that a row is one stream.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly struct LeidenEdge(int to, double weight)
{
    /// <summary>The node at the other end.</summary>
    public readonly int To = to;

    /// <summary>Weight, positive.</summary>
    public readonly double Weight = weight;
}
