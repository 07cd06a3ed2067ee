using System.Collections;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>Normalized values by gene: stripes of consecutive genes x all cells, made one at a time.</summary>
/// <param name="device">Device to compute on.</param>
/// <param name="blocks">Normalized values by cell.</param>
/// <param name="cells">The cells.</param>
/// <remarks>The memory plan chooses how many stripes there are; enumerating again makes the stripes again.</remarks>
public sealed class GeneStripes(ComputeDevice device, NormalizedBlocks blocks, CellStore cells) : IEnumerable<CsrMatrix<double>>
{
    /// <summary>Entries that a stripe holds in a small cohort (12 bytes each).</summary>
    public const long TargetEntries = 10_000_000;

    /// <summary>Stripes at most: each is a sweep over all cells.</summary>
    private const int MostStripes = 32;

    /// <summary>Fewest stripes of a cohort of so many entries: few sweeps, and little memory beside the counts.</summary>
    public static int FewestOf(long nonZeros) => (int)Math.Clamp((nonZeros + TargetEntries - 1) / TargetEntries, 1, MostStripes);

    /// <inheritdoc/>
    public IEnumerator<CsrMatrix<double>> GetEnumerator()
    {
        int genes = cells.Genes.Count;
        int stripes = Math.Min(genes, cells.Travel.Stripes);
        long[] entries = Entries();
        for (int s = 0; s < stripes; s++)
        {
            int first = (int)((long)genes * s / stripes), end = (int)((long)genes * (s + 1) / stripes);
            yield return Stripe(first, end, entries);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The places of a gene's cells are known from how many they are, so that nothing but the stripe itself is held.
    private CsrMatrix<double> Stripe(int first, int end, long[] entries)
    {
        long[] offsets = new long[end - first + 1];
        for (int g = first; g < end; g++) offsets[g - first + 1] = offsets[g - first] + entries[g];
        long[] next = offsets[..^1];
        var stripe = new CsrMatrix<double>(end - first, cells.Count, offsets, new int[offsets[^1]], new double[offsets[^1]]);
        int cell = 0;
        foreach (DeviceCsr<double> normalized in blocks.Sweep(first, end))
        {
            CsrMatrix<double> rows = device.Download(normalized);
            for (int r = 0; r < rows.Rows; r++, cell++)
            {
                ReadOnlySpan<int> indices = rows.RowIndices(r);
                ReadOnlySpan<double> values = rows.RowValues(r);
                for (int i = 0; i < indices.Length; i++)
                {
                    long at = next[indices[i]]++;
                    stripe.ColumnIndices[at] = cell;
                    stripe.Values[at] = values[i];
                }
            }
        }

        return stripe;
    }

    // What a normalized block keeps: counts other than zero, and every measurement.
    private long[] Entries()
    {
        bool measured = cells.Modality == CellModality.Features;
        long[] entries = new long[cells.Genes.Count];
        foreach (CsrMatrix<float> block in CellSweep.Of(cells.Blocks))
        {
            for (int i = 0; i < block.NonZeros; i++) entries[block.ColumnIndices[i]] += measured || block.Values[i] != 0 ? 1 : 0;
        }

        return entries;
    }
}
