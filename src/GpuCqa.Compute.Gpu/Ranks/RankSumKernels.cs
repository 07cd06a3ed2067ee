using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>Adds the midranks of a gene's cells to their groups.</summary>
/// <remarks>
/// A thread an entry: it finds the ends of its tie as <see cref="MidrankKernels"/> does, reads the cell's labels of all partitions from one place,
/// and adds twice its midrank, a whole number, and a one to the counters of gene and label. Whole numbers: no order of threads changes a sum.
/// Bound by the additions, which the L2 cache does: two a label, of which those of one address take turns. Counters in shared memory would save most of
/// them, but need three meetings of the group a gene; at 1e11 additions a second the 1e10 of 1e9 entries and five partitions take 0.1 s, less
/// than bringing the entries there. Not measured on a GPU.
/// </remarks>
internal static class RankSumKernels
{
    /// <summary>Columns of the table of ties: t^3 - t is the second times 2^32 plus the first; then the entries above zero.</summary>
    public const int TieColumns = 3;

    /// <summary>Sums the doubled midranks.</summary>
    /// <param name="offsets">genes + 1 offsets.</param>
    /// <param name="keys">Keys of the entries, ascending within a gene.</param>
    /// <param name="cells">Cell of each entry.</param>
    /// <param name="labelOf">cells x partitions: the label, counted over all partitions.</param>
    /// <param name="sums">genes x labels, added to: doubled midranks.</param>
    /// <param name="nonZeros">genes x labels, added to: entries above zero.</param>
    /// <param name="ties">genes x 3, added to.</param>
    /// <param name="shape">Sizes.</param>
    [Kernel]
    public static void Sum(
        ArrayView<int> offsets, ArrayView<ulong> keys, ArrayView<int> cells, ArrayView<int> labelOf, ArrayView<long> sums, ArrayView<int> nonZeros, ArrayView<long> ties, RankSumShape shape)
    {
        ulong zero = OrderedKeys.Of(0);
        int stride = Grid.DimX * Group.DimX;
        for (long entry = (Grid.IdxX * Group.DimX) + Group.IdxX; entry < shape.Entries; entry += stride)
        {
            int at = (int)entry;
            if (keys[at] == zero) continue;

            // Stored zeros come first; with the cells that are not stored they are one tie.
            int gene = Segments.Of(offsets, shape.Genes, at), end = offsets[gene + 1], start = Segments.LowerBound(keys, offsets[gene], end, zero + 1);
            int from = Segments.FirstEqual(keys, start, at), to = Segments.EndOfEqual(keys, at, end), row = gene * shape.Labels;
            if (at == start) ties[(TieColumns * gene) + 2] = end - start;
            if (from == at && to - from > 1) AddTie(ties, TieColumns * gene, to - from);
            long zeros = shape.Cells - (end - start), doubled = (2 * zeros) + (from - start) + 1 + (to - start);
            for (int p = 0; p < shape.Partitions; p++)
            {
                int label = labelOf[(cells[at] * shape.Partitions) + p];
                Atomic.Add(ref sums[row + label], doubled);
                Atomic.Add(ref nonZeros[row + label], 1);
            }
        }
    }

    // t^3 - t = t (t^2 - 1) in two halves, neither of which the ties of a gene can overflow.
    private static void AddTie(ArrayView<long> ties, int at, long size)
    {
        long square = (size * size) - 1, low = (square & 0xFFFFFFFF) * size, high = (square >> 32) * size;
        Atomic.Add(ref ties[at], low & 0xFFFFFFFF);
        Atomic.Add(ref ties[at + 1], high + (long)((ulong)low >> 32));
    }
}
