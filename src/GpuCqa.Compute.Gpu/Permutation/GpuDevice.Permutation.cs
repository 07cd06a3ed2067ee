using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    /// <summary>Groups along the third axis of a grid: CUDA's limit.</summary>
    private const int MaximumGridDepth = 65_535;

    private PermutationLauncher? permutationKernels;

    /// <summary>Entries of the tables of parts that are in memory at a time, 4 bytes each: at most an eighth of the memory.</summary>
    private long PermutationTable => Math.Clamp(Pool.Capacity / (8 * 4), 1 << 12, 1 << 26);

    /// <inheritdoc/>
    /// <remarks>
    /// Runs on the host where a statistic or a part of one could pass 2^29, or where a family has several groups whose thresholds do not fall from the most extreme
    /// hypothesis to the least, as those of correlations and of p-values do.
    /// </remarks>
    public override PermutationCounts PermutationMaxT(PermutationFamily family, PermutationPlan plan, int firstBlock, int blocks)
    {
        CheckPermutation(family, plan, firstBlock, blocks);
        if (family.Hypotheses == 0 || blocks == 0) return Host.PermutationMaxT(family, plan, firstBlock, blocks);
        long bound = family.LargestPart;
        if (bound >= PermutationParts.Always / 2 || plan.Lots > short.MaxValue || (family.Thresholds.Length > 1 && !Array.TrueForAll(family.Thresholds, Falls)))
            return OnHost(nameof(PermutationMaxT), cpu => cpu.PermutationMaxT(family, plan, firstBlock, blocks));
        // Distinct orders differ from block to block: one block a launch, a few million orders.
        long perBlock = plan.SharesOrders ? plan.TailOrders.Length + plan.HeadOrders.Length : plan.OrdersIn(firstBlock);
        int batch = plan.IsExact && !plan.SharesOrders ? 1 : (int)Math.Clamp(PermutationTable / (family.Hypotheses * perBlock), 1, Math.Min(blocks, MaximumGridDepth));
        return Run(() =>
        {
            permutationKernels ??= new PermutationLauncher(this);
            using var operands = new PermutationOperands(this, family, (int)bound);
            using GpuBuffer<long> counters = Zeroed<long>(3L * family.Hypotheses);
            long orders = 0, padding = 0;
            for (int block = firstBlock; block < firstBlock + blocks; block += batch)
            {
                PermutationBatch part = PermutationBatch.Of(Host, plan, block, Math.Min(batch, firstBlock + blocks - block));
                int tiles = (part.Heads + PermutationTiles.Heads - 1) / PermutationTiles.Heads;
                orders += (long)part.Blocks * part.Heads * part.Tails;
                padding += (long)part.Blocks * ((tiles * PermutationTiles.Heads) - part.Heads) * part.Tails;
                CountBatch(operands, family, part, tiles, counters);
            }

            long[] counts = Fetched(counters);
            long[] Counts(int kind) => Array.ConvertAll(counts[(kind * family.Hypotheses)..((kind + 1) * family.Hypotheses)], n => n - padding);
            return new PermutationCounts(orders, Counts(0), Counts(1), Counts(2));
        });
    }

    private void CountBatch(PermutationOperands operands, PermutationFamily family, PermutationBatch batch, int headTiles, GpuBuffer<long> counters)
    {
        int padded = headTiles * PermutationTiles.Heads, rows = batch.Blocks * family.Hypotheses;
        using GpuBuffer<int> lotOf = Sent(batch.LotOf), heads = Pool.Rent<int>((long)rows * padded), tails = Pool.Rent<int>((long)rows * batch.Tails);
        using GpuBuffer<short> headOrders = Sent(batch.HeadOrders), tailOrders = Sent(batch.TailOrders);
        var shape = new PermutationPartsShape(checked(rows * padded), family.Hypotheses, family.Lots, 0, batch.HeadPlaces, batch.Heads, padded);
        permutationKernels!.Sum(operands, lotOf.View, headOrders.View, heads.View, shape);
        shape = new PermutationPartsShape(checked(rows * batch.Tails), family.Hypotheses, family.Lots, batch.HeadPlaces, family.Lots - batch.HeadPlaces, batch.Tails, batch.Tails);
        permutationKernels.Sum(operands, lotOf.View, tailOrders.View, tails.View, shape);
        permutationKernels.Count(operands, heads.View, tails.View, counters.View, new PermutationShape(family.Hypotheses, batch.Blocks, headTiles, batch.Tails));
    }

    private static bool Falls(long[] thresholds)
    {
        for (int i = 1; i < thresholds.Length; i++)
        {
            if (thresholds[i] > thresholds[i - 1]) return false;
        }

        return true;
    }
}
