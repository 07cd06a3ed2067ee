using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>The part of every statistic that comes from the head or from the tail places of an order.</summary>
/// <remarks>
/// A thread makes one sum: of one block, hypothesis and order of the places. Neighbouring threads hold neighbouring orders, so the orders are read
/// and the sums written in whole lines; ranks and lots are the same for a warp, and readouts are gathered from a few lines that stay in L1.
/// About 100 instructions a sum, and 840 sums stand for 86,400 statistics of 11 lots: a hundredth of the work of <see cref="PermutationTiles"/>.
/// Integers: exact.
/// </remarks>
internal static class PermutationParts
{
    /// <summary>The sum of a place in the table that no order fills: larger than every threshold whatever is added to it.</summary>
    public const int Always = 1 << 30;

    /// <summary>Blocks x hypotheses x padded orders: sum over places of rank x readout of the lot that the order puts there.</summary>
    /// <param name="ranks">hypotheses x lots.</param>
    /// <param name="readouts">readouts x lots.</param>
    /// <param name="readoutOf">Per hypothesis, its readout.</param>
    /// <param name="lotOf">blocks x lots: lots of the head places, then of the tail places.</param>
    /// <param name="orders">places x orders: index among the lots of these places.</param>
    /// <param name="sums">blocks x hypotheses x padded orders.</param>
    /// <param name="shape">Sizes.</param>
    [Kernel]
    public static void Sum(ArrayView<int> ranks, ArrayView<int> readouts, ArrayView<int> readoutOf, ArrayView<int> lotOf, ArrayView<short> orders, ArrayView<int> sums, PermutationPartsShape shape)
    {
        int stride = Grid.DimX * Group.DimX;
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < shape.Sums; i += stride)
        {
            int order = i % shape.PaddedOrders, row = i / shape.PaddedOrders;
            int block = row / shape.Hypotheses, hypothesis = row - (block * shape.Hypotheses);
            int sum = Always;
            if (order < shape.Orders)
            {
                sum = 0;
                int rank = (hypothesis * shape.Lots) + shape.FirstPlace, readout = readoutOf[hypothesis] * shape.Lots, lot = (block * shape.Lots) + shape.FirstPlace;
                for (int p = 0; p < shape.Places; p++) sum += ranks[rank + p] * readouts[readout + lotOf[lot + orders[(p * shape.Orders) + order]]];
            }

            sums[i] = sum;
        }
    }
}
