namespace GpuCqa.Analysis.Planning;

/// <summary>How large a cohort is, as file headers or the cells themselves say.</summary>
/// <param name="Cells">Cells.</param>
/// <param name="Genes">Genes, or image features.</param>
/// <param name="NonZeros">Stored entries.</param>
/// <param name="Lots">Lots.</param>
/// <param name="LargestBlock">Stored entries of the largest block of cells.</param>
/// <param name="IsDense">Image features: every entry is stored, and all features are used.</param>
public sealed record CohortSize(long Cells, int Genes, long NonZeros, int Lots, long LargestBlock, bool IsDense)
{
    /// <summary>Bytes of all blocks as they are kept (<see cref="Core.Matrices.PackedBlock"/>), about: the bits of the mean gap between columns and three more, and six of a count or all of a measurement.</summary>
    public long PackedBytes => (long)(NonZeros * (IsDense ? 4.2 : (Math.Log2(Math.Max(1, (double)Cells * Genes / Math.Max(1, NonZeros))) + 9) / 8)) + (4 * Cells);

    /// <summary>A size of which only the totals are known: blocks are taken to be even but for a quarter.</summary>
    public static CohortSize Even(long cells, int genes, long nonZeros, int lots, int blockCells, bool isDense)
    {
        double share = cells == 0 ? 0 : Math.Min(1, (double)blockCells / cells);
        long most = Math.Min(nonZeros, Math.Min(blockCells, cells) * genes);
        return new CohortSize(cells, genes, nonZeros, lots, Math.Min(most, (long)(1.25 * share * nonZeros)), isDense);
    }
}
