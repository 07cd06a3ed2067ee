using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>Statistics of several scales: an order keeps the most extreme hypothesis whose observed value any statistic reached.</summary>
/// <remarks>
/// Thresholds of a group fall from the most extreme hypothesis to the least, so a statistic reaches the hypotheses from a certain one on, and one
/// number stands for the maxima of all groups. A statistic is compared with the threshold next to that number, one load; only a record, of which
/// an order sees a few, is looked up by halving.
/// </remarks>
internal readonly struct ManyScales : IFamilyScale
{
    public int Start(int hypotheses) => hypotheses;

    public int Advance(int state, int statistic, ArrayView<int> thresholds, int row)
    {
        if (state > 0 && statistic >= thresholds[row + state - 1])
        {
            int low = 0, high = state - 1;
            while (low < high)
            {
                int middle = (low + high) >> 1;
                bool reached = statistic >= thresholds[row + middle];
                high = reached ? middle : high;
                low = reached ? low : middle + 1;
            }

            state = low;
        }

        return state;
    }

    public int Reaches(int state, int hypothesis, int cut) => PermutationTiles.AtLeast(hypothesis, state);
}
