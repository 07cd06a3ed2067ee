using System.Collections;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>Normalized values by gene: stripes of consecutive genes x all cells, made one at a time.</summary>
/// <param name="device">Device that holds the cells.</param>
/// <param name="blocks">Normalized values by cell.</param>
/// <param name="cells">The cells.</param>
/// <remarks>The width of a stripe keeps its entries near <see cref="TargetEntries"/>; enumerating again makes the stripes again.</remarks>
public sealed class GeneStripes(ComputeDevice device, NormalizedBlocks blocks, CellStore cells) : IEnumerable<CsrMatrix<double>>
{
    /// <summary>Entries that a stripe should hold at most (12 bytes each).</summary>
    public const long TargetEntries = 20_000_000;

    /// <inheritdoc/>
    public IEnumerator<CsrMatrix<double>> GetEnumerator()
    {
        int genes = cells.Genes.Count;
        long entries = cells.Blocks.Sum(b => b.NonZeros);
        int stripes = (int)Math.Min(genes, 1 + (entries / TargetEntries));
        for (int s = 0; s < stripes; s++)
        {
            int first = (int)((long)genes * s / stripes), end = (int)((long)genes * (s + 1) / stripes);
            int[] map = new int[genes];
            Array.Fill(map, -1);
            for (int g = first; g < end; g++) map[g] = g - first;
            var parts = new CsrMatrix<double>[blocks.Count];
            for (int b = 0; b < parts.Length; b++)
            {
                using DeviceCsr<double> normalized = blocks.Block(b, map, end - first);
                parts[b] = device.Download(normalized);
            }

            yield return CsrTransposition.Transpose(parts, end - first);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
