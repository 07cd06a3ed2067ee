using System.Runtime.InteropServices;

namespace GpuCqa.Analysis.Clusters;

/// <summary>An edge of any weight: 12 bytes, so that a row is one stream.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly struct LeidenEdge(int to, double weight) : ILeidenEdge
{
    private readonly double weight = weight;

    /// <inheritdoc/>
    public static int PerLine => 5;

    /// <inheritdoc/>
    public int To { get; } = to;

    /// <inheritdoc/>
    public double Weight(double[] weights) => weight;
}
