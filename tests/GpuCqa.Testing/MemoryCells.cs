using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Testing;

/// <summary>Cells held in memory, one row a cell.</summary>
public sealed class MemoryCells(string path, string[] genes, float[][] rows, string[]? barcodes = null, string[]? groups = null, CellModality modality = CellModality.Counts) : CellSource
{
    public override string Path => path;

    public override FeatureTable Features { get; } = new(genes, genes);

    public override CellModality Modality => modality;

    public override long? CellCount => rows.Length;

    public override IEnumerable<CellBlock> ReadBlocks(int maxCells, CancellationToken cancellation = default)
    {
        for (int first = 0; first < rows.Length; first += maxCells)
        {
            int count = Math.Min(maxCells, rows.Length - first);
            var buffer = new CsrRowBuffer<float>(genes.Length);
            for (int r = first; r < first + count; r++)
            {
                int[] stored = Enumerable.Range(0, genes.Length).Where(g => rows[r][g] != 0 || modality == CellModality.Features).ToArray();
                buffer.Append(stored, stored.Select(g => rows[r][g]).ToArray());
            }

            string[] names = Enumerable.Range(first, count).Select(r => barcodes?[r] ?? $"cell{r}").ToArray();
            yield return new CellBlock(names, buffer.Take(), groups?[first..(first + count)]);
        }
    }
}
