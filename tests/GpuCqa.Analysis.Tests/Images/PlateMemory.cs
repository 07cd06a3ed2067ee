using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Tests.Images;

/// <summary>Image cells of plates, held in memory.</summary>
internal sealed class PlateMemory(string path, string[] features, float[][] rows, PlatePlace[] places, string[]? groups = null) : CellSource
{
    public override string Path => path;

    public override FeatureTable Features { get; } = new(features, features);

    public override CellModality Modality => CellModality.Features;

    public override long? CellCount => rows.Length;

    public override bool IsOfPlates => true;

    public override IEnumerable<CellBlock> ReadBlocks(int maxCells, CancellationToken cancellation = default)
    {
        for (int first = 0; first < rows.Length; first += maxCells)
        {
            int count = Math.Min(maxCells, rows.Length - first);
            var buffer = new CsrRowBuffer<float>(features.Length);
            for (int r = first; r < first + count; r++) buffer.Append([.. Enumerable.Range(0, features.Length)], rows[r]);
            yield return new CellBlock([.. Enumerable.Range(first, count).Select(r => $"cell{r}")], buffer.Take(), groups?[first..(first + count)]) { Places = places[first..(first + count)] };
        }
    }
}
