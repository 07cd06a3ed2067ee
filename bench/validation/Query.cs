using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Validation;

/// <summary>A lot read in the genes of a reference, filtered by its own medians, judged.</summary>
internal sealed record Query(string[] Barcodes, CsrMatrix<float> Values, Judgement Judgement, double[] Strangeness, double[] Near, double[] Shared)
{
    public static Query Of(ComputeDevice device, ReferenceModel reference, CellSource source)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int g = 0; g < reference.Genes.Count; g++) places[reference.Genes.Ids[g]] = g;
        int[] map = [.. source.Features.Ids.Select(id => places.GetValueOrDefault(id, -1))];
        var rows = new CsrRowBuffer<float>(reference.Genes.Count);
        var names = new List<string>();
        foreach (CellBlock block in source.ReadBlocks(1024))
        {
            names.AddRange(block.Barcodes);
            for (int r = 0; r < block.Values.Rows; r++) rows.Append(block.Values.RowIndices(r), block.Values.RowValues(r), map);
        }

        CsrMatrix<float> all = rows.Take();
        CellQuality quality = CellQuality.Of(device, [all], [.. reference.Genes.Names.Select(n => n.StartsWith("MT-", StringComparison.Ordinal))]);
        QcThresholds limits = CellFilter.Thresholds("query", quality.Totals, quality.Genes, quality.MitoPercent, reference.Parameters);
        int[] kept = [.. Enumerable.Range(0, all.Rows).Where(i =>
            quality.Genes[i] >= limits.MinGenes && quality.Genes[i] <= limits.MaxGenes && quality.Totals[i] >= limits.MinCounts && quality.MitoPercent[i] <= limits.MaxMitoPercent)];
        foreach (int i in kept) rows.Append(all.RowIndices(i), all.RowValues(i));
        CsrMatrix<float> values = rows.Take();
        using var store = new CellStore(device, [values], new BlockTravel(true, 0, reference.Genes.Count, 1))
        {
            Modality = reference.Modality,
            Genes = reference.Genes,
            Barcodes = [.. kept.Select(i => names[i])],
            Lots = new int[kept.Length],
            Totals = [.. kept.Select(i => quality.Totals[i])],
            DetectedGenes = [.. kept.Select(i => quality.Genes[i])],
            MitoPercent = [.. kept.Select(i => quality.MitoPercent[i])],
        };
        DenseMatrix<float> projection = PrincipalComponents.Project(device, new NormalizedBlocks(device, store, reference.Parameters.ScaleFactor), reference.Pca, kept.Length, CancellationToken.None);
        StrangenessModel model = StrangenessModel.Of(reference)!;
        double[] strangeness = model.Of(device, values);
        DenseMatrix<float> explained = model.Explain(device, values);
        double[] shared = SharedPrograms.Score(device, model, reference.Calibration.Known, values, store.Barcodes, strangeness, 1, explained);
        Analysis.Mapping.LabelTransfer transfer = new NeighborVote(device, reference).Map(projection);
        return new Query(store.Barcodes, values, Refusal.Judge(reference.Calibration, transfer, strangeness, shared, shift: LotShift.Of(model, values, explained)), strangeness, transfer.Distances, shared);
    }
}
