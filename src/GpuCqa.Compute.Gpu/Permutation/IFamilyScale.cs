using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>What an order keeps while the hypotheses are walked from the least extreme up.</summary>
internal interface IFamilyScale
{
    /// <summary>The state before the first hypothesis.</summary>
    int Start(int hypotheses);

    /// <summary>The state after a hypothesis with this statistic, whose group's thresholds begin at <paramref name="row"/>.</summary>
    int Advance(int state, int statistic, ArrayView<int> thresholds, int row);

    /// <summary>1 when anything met so far is as extreme as a hypothesis was observed to be, else 0.</summary>
    int Reaches(int state, int hypothesis, int cut);
}
