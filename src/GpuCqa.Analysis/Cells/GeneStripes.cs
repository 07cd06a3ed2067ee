using System.Collections;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>Values by gene: some consecutive genes x all cells at a time, CSR, float64; each matrix is lent until the next is asked for.</summary>
/// <param name="device">Its host threads turn cells into genes.</param>
/// <param name="blocks">Says how values are scaled.</param>
/// <param name="cells">The cells.</param>
/// <remarks>
/// Counts: x / total x scale, Seurat's LogNormalize before its logarithm, which changes no rank and which fold changes undo; zeros are not stored. Image features: as
/// they are, every entry stored. Every stripe of genes is a sweep over the cells in their blocks' order, kept as counts by gene in pieces of few cells; the matrices are
/// made of it. The memory plan chooses how many stripes there are. Enumerating again makes them again. Values do not depend on threads or stripes.
/// </remarks>
public sealed class GeneStripes(ComputeDevice device, NormalizedBlocks blocks, CellStore cells) : IEnumerable<CsrMatrix<double>>
{
    /// <summary>Entries that a stripe holds in a small cohort, of <see cref="EntryBytes"/> each.</summary>
    public const long TargetEntries = 20_000_000;

    /// <summary>Bytes of an entry of a stripe, with the room that pieces of unlike size leave.</summary>
    public const int EntryBytes = 7;

    /// <summary>Entries of a matrix, but for a gene that has more by itself; 12 bytes each.</summary>
    public const int MatrixEntries = 4_000_000;

    /// <summary>Genes of a matrix at most: what is summed by gene and group stays small beside the entries.</summary>
    private const int MatrixGenes = 2048;

    /// <summary>Stripes at most: each is a sweep over all cells.</summary>
    private const int MostStripes = 32;

    private readonly bool counts = cells.Modality == CellModality.Counts;
    private readonly List<GenePiece> pieces = [];
    private int[] indices = [];
    private double[] values = [];

    /// <summary>Fewest stripes of a cohort of so many entries: few sweeps, and little memory beside the counts.</summary>
    public static int FewestOf(long nonZeros) => (int)Math.Clamp((nonZeros + TargetEntries - 1) / TargetEntries, 1, MostStripes);

    /// <inheritdoc/>
    public IEnumerator<CsrMatrix<double>> GetEnumerator()
    {
        int first = 0;
        foreach (int end in StripeEnds())
        {
            Fill(first, end);
            long[] entries = new long[end - first];
            foreach (GenePiece piece in pieces)
            {
                for (int g = 0; g < entries.Length; g++) entries[g] += piece.Entries(g);
            }

            for (int from = 0, to; from < entries.Length; from = to)
            {
                long sum = entries[from];
                for (to = from + 1; to < entries.Length && to - from < MatrixGenes && sum + entries[to] <= MatrixEntries; to++) sum += entries[to];
                yield return Matrix(entries.AsSpan(from, to - from), from);
            }

            first = end;
        }

        pieces.Clear();
        (indices, values) = ([], []);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Stripes of about as many entries each; the gene after the last of each.
    private List<int> StripeEnds()
    {
        int genes = cells.Genes.Count, stripes = Math.Min(genes, cells.Travel.Stripes);
        if (stripes <= 1) return [genes];
        long[] entries = Entries();
        long total = entries.Sum(), sum = 0;
        var ends = new List<int>(stripes);
        for (int g = 0; g < genes; g++)
        {
            // A stripe ends before the gene whose middle lies beyond its share.
            while (ends.Count < stripes - 1 && g > (ends.Count == 0 ? 0 : ends[^1]) && (2 * sum) + entries[g] > 2.0 * total * (ends.Count + 1) / stripes) ends.Add(g);
            sum += entries[g];
        }

        ends.Add(genes);
        return ends;
    }

    private long[] Entries()
    {
        long[] entries = new long[cells.Genes.Count];
        foreach (CsrMatrix<float> block in CellSweep.Of(cells.Blocks))
        {
            foreach (int gene in block.ColumnIndices.AsSpan(0, (int)block.NonZeros)) entries[gene]++;
        }

        return entries;
    }

    private void Fill(int first, int end)
    {
        int used = 0, cell = 0;
        foreach (CsrMatrix<float> block in CellSweep.Of(cells.Blocks))
        {
            int parts = (block.Rows + GenePiece.MostCells - 1) / GenePiece.MostCells, firstPiece = used, firstCell = cell;
            while (pieces.Count < used + parts) pieces.Add(new GenePiece());
            device.ForEach(parts, p =>
            {
                int from = p * GenePiece.MostCells, to = Math.Min(block.Rows, from + GenePiece.MostCells);
                pieces[firstPiece + p].Fill(block, from, to, firstCell + from, first, end, !counts);
            });
            used += parts;
            cell += block.Rows;
        }
    }

    private CsrMatrix<double> Matrix(ReadOnlySpan<long> entries, int firstGene)
    {
        long[] offsets = new long[entries.Length + 1];
        for (int g = 0; g < entries.Length; g++) offsets[g + 1] = offsets[g] + entries[g];
        if (indices.Length < offsets[^1]) (indices, values) = (new int[offsets[^1]], new double[offsets[^1]]);
        device.ForEach(entries.Length, g => Gather(firstGene + g, (int)offsets[g]));
        return new CsrMatrix<double>(entries.Length, cells.Count, offsets, indices, values);
    }

    private void Gather(int gene, int at)
    {
        double scale = blocks.ScaleFactor;
        double[] totals = cells.Totals;
        foreach (GenePiece piece in pieces)
        {
            ReadOnlySpan<ushort> of = piece.CellsOf(gene);
            ReadOnlySpan<float> raw = piece.ValuesOf(gene);
            Span<int> toIndices = indices.AsSpan(at, of.Length);
            Span<double> toValues = values.AsSpan(at, of.Length);
            for (int i = 0; i < of.Length; i++)
            {
                int cell = piece.FirstCell + of[i];
                toIndices[i] = cell;
                toValues[i] = counts ? raw[i] / totals[cell] * scale : raw[i];
            }

            at += of.Length;
        }
    }
}
