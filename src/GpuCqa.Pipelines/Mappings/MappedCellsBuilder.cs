using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>Gathers the mapped cells of lots that come one after another.</summary>
/// <param name="reference">The reference.</param>
/// <param name="main">Index of the resolution that scores and verdicts are kept of.</param>
internal sealed class MappedCellsBuilder(ReferenceModel reference, int main)
{
    private readonly List<MappedPart> parts = [];

    /// <summary>What is kept of a lot's cells.</summary>
    public MappedPart Of(QueryLot query, LabelTransfer transfer, Judgement judgement, DenseMatrix<float> layout, bool keepAnchors) => new(
        query.Barcodes, query.Totals, query.DetectedGenes, query.MitoPercent, judgement.Labels, transfer.Scores[main], transfer.Margins[main], judgement.Distances, transfer.MappingScores,
        judgement.Verdicts[main], transfer.Embedding, layout, keepAnchors ? transfer.Anchors ?? [] : null);

    /// <summary>Adds a lot.</summary>
    public void Add(MappedPart part) => parts.Add(part);

    /// <summary>All cells.</summary>
    /// <param name="order">Places of the lots as they came, in the order in which they are wanted.</param>
    public MappedCells Build(int[] order)
    {
        MappedPart[] sorted = [.. order.Select(i => parts[i])];
        return new MappedCells(
            All(sorted, p => p.Barcodes), [.. sorted.SelectMany((p, l) => Enumerable.Repeat(l, p.Barcodes.Length))], All(sorted, p => p.Totals), All(sorted, p => p.DetectedGenes), All(sorted, p => p.MitoPercent),
            [.. Enumerable.Range(0, reference.Clusterings.Count).Select(r => All(sorted, p => p.Labels[r]))], All(sorted, p => p.Scores), All(sorted, p => p.Margins), All(sorted, p => p.Distances),
            Array.TrueForAll(sorted, p => p.MappingScores is null) ? null : All(sorted, p => p.MappingScores ?? [.. Enumerable.Repeat(double.NaN, p.Barcodes.Length)]),
            All(sorted, p => p.Verdicts), Stack(sorted, p => p.Embedding), Stack(sorted, p => p.Layout));
    }

    /// <summary>Anchors of each lot in the order in which they are wanted; empty when they are not kept.</summary>
    public IReadOnlyList<IReadOnlyList<Anchor>> Anchors(int[] order) => parts.Count == 0 || parts[0].Anchors is null ? [] : [.. order.Select(i => parts[i].Anchors!)];

    private static T[] All<T>(MappedPart[] parts, Func<MappedPart, T[]> of) => [.. parts.SelectMany(of)];

    private static DenseMatrix<float> Stack(MappedPart[] parts, Func<MappedPart, DenseMatrix<float>> of)
    {
        int rows = parts.Sum(p => of(p).Rows), columns = of(parts[0]).Columns, first = 0;
        var all = new DenseMatrix<float>(rows, columns);
        foreach (MappedPart part in parts)
        {
            DenseMatrix<float> own = of(part);
            own.Values.AsSpan(0, own.Rows * columns).CopyTo(all.Values.AsSpan(first * columns));
            first += own.Rows;
        }

        return all;
    }
}
