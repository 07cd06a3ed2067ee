using System.Collections;
using GpuCqa.Compute;
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
    public const long TargetEntries = 20_000_000;

    /// <summary>Stripes at most: each is a sweep over all cells.</summary>
    private const int MostStripes = 16;

    /// <summary>Fewest stripes of a cohort of so many entries: few sweeps, and little memory beside the counts.</summary>
    public static int FewestOf(long nonZeros) => (int)Math.Clamp((nonZeros + TargetEntries - 1) / TargetEntries, 1, MostStripes);

    /// <inheritdoc/>
    public IEnumerator<CsrMatrix<double>> GetEnumerator()
    {
        int genes = cells.Genes.Count;
        int stripes = Math.Min(genes, cells.Travel.Stripes);
        for (int s = 0; s < stripes; s++)
        {
            int first = (int)((long)genes * s / stripes), end = (int)((long)genes * (s + 1) / stripes);
            int[] map = new int[genes];
            Array.Fill(map, -1);
            for (int g = first; g < end; g++) map[g] = g - first;
            var parts = new CsrMatrix<double>[blocks.Count];
            int b = 0;
            foreach (DeviceCsr<double> normalized in blocks.Sweep(map, end - first)) parts[b++] = device.Download(normalized);

            yield return CsrTransposition.Transpose(parts, end - first);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
