using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;

namespace GpuCqa.Validation;

/// <summary>A discovery of the populations of train lots, frozen and calibrated.</summary>
internal static class FrozenReference
{
    public static ReferenceModel Of(ComputeDevice device, IReadOnlyList<CellSource> lots, IReadOnlyList<string> names, DiscoverParameters parameters)
    {
        (ReferenceModel model, IReadOnlyList<CsrMatrix<float>> values) = Freeze(device, lots, names, parameters);
        return model with { Calibration = Calibrator.Run(model, LeftOutStrangeness.Of(device, model, values), NeighborVote.Name, new NeighborVote(device, model).Masked, new CalibrationTargets(), StepProgress.None) };
    }

    /// <summary>The reference before its limits are known, and the counts of its cells.</summary>
    public static (ReferenceModel Model, IReadOnlyList<CsrMatrix<float>> Values) Freeze(ComputeDevice device, IReadOnlyList<CellSource> lots, IReadOnlyList<string> names, DiscoverParameters parameters)
    {
        var input = new CohortInput(
            [.. names.Select(n => new LotInput(new Lot(n, null, Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), []))],
            [.. lots.Select((l, i) => new CellInput(l, i))]);
        PopulationMap map = PopulationMapper.Run(device, input, parameters, StepProgress.None, CancellationToken.None);
        int[] stored = map.Pca.Genes;
        int[] to = new int[map.Genes.Count];
        Array.Fill(to, -1);
        for (int i = 0; i < stored.Length; i++) to[stored[i]] = i;
        var rows = new CsrRowBuffer<float>(stored.Length);
        DenseMatrix<double>[] sums = [.. map.Clusterings.Select(c => new DenseMatrix<double>(c.Clusters, map.Genes.Count))];
        int cell = 0;
        foreach (CsrMatrix<float> block in map.Values)
        {
            for (int r = 0; r < block.Rows; r++, cell++)
            {
                rows.Append(block.RowIndices(r), block.RowValues(r), to);
                for (int p = 0; p < sums.Length; p++)
                {
                    Span<double> sum = sums[p].Row(map.Clusterings[p].Labels[cell]);
                    for (int e = 0; e < block.RowIndices(r).Length; e++) sum[block.RowIndices(r)[e]] += block.RowValues(r)[e];
                }
            }
        }

        var model = new ReferenceModel
        {
            Modality = map.Modality,
            Parameters = parameters,
            Genes = map.Genes,
            Pca = map.Pca,
            Alignment = map.Alignment,
            Soft = new SoftClusters(new DenseMatrix<double>(0, 0), [], new DenseMatrix<double>(0, 0), 0.1),
            Lots = map.Lots,
            Cells = map.Cells,
            Projections = map.Projections,
            Embedding = map.Embedding,
            SharedNeighbors = map.SharedNeighbors,
            Clusterings = map.Clusterings,
            StoredGenes = stored,
            StoredValues = new StoredValues(rows.Take()),
            ClusterSums = sums,
            Hypotheses = [],
            Calibration = new Calibration("", [], []),
        };
        return (model, map.Values);
    }
}
