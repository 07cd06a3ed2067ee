using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>All statistics have one scale: an order keeps its largest.</summary>
internal readonly struct OneScale : IFamilyScale
{
    public int Start(int hypotheses) => -1;

    public int Advance(int state, int statistic, ArrayView<int> thresholds, int row) => IntrinsicMath.Max(state, statistic);

    public int Reaches(int state, int hypothesis, int cut) => PermutationTiles.AtLeast(state, cut);
}
