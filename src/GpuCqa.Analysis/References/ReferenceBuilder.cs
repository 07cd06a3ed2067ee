using GpuCqa.Analysis.Alignment;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.References;

/// <summary>Freezes a discovery.</summary>
public static class ReferenceBuilder
{
    /// <summary>What is known of error rates before any lot was left out.</summary>
    public static Calibration Uncalibrated { get; } = new("symphony", [], []);

    /// <summary>The reference of a discovery that still has the values of its cells.</summary>
    /// <param name="device">Device.</param>
    /// <param name="result">The discovery.</param>
    /// <param name="calibrate">Makes limits and error rates from the reference without them; null = none.</param>
    /// <param name="threshold">From where on a cell is high in a gene, from its normalized value and membership in the cluster; null = Youden's cut.</param>
    /// <param name="cancellation">Stops between parts.</param>
    /// <remarks>A function of the discovery: the same bits on any number of threads. Memory: the raw values of the selected genes once more.</remarks>
    /// <exception cref="Core.Errors.NotFoundException">The key gene that was asked for is not among the kept genes.</exception>
    /// <exception cref="Core.Errors.InvalidParameterException">Several genes have its name.</exception>
    public static ReferenceModel Of(
        ComputeDevice device, DiscoveryResult result, Func<ReferenceModel, Calibration>? calibrate = null, Func<double[], bool[], double>? threshold = null, CancellationToken cancellation = default)
    {
        PopulationMap map = result.Map;
        if (map.Values.Sum(b => b.Rows) != map.Cells.Count) throw new ArgumentException("A result that was read back has no values to make a reference of.", nameof(result));
        IReadOnlyList<(LockedHypothesis Hypothesis, int Gene)> locked = LockedHypotheses.Of(result);
        int[] stored = [.. map.Pca.Genes.Concat(locked.Select(h => h.Gene).Where(g => g >= 0)).Distinct()];
        var cells = new CellPieces(map.Values);
        CsrMatrix<float> values = ReferenceValues.Of(device, cells, stored, map.Genes.Count);
        cancellation.ThrowIfCancellationRequested();
        DenseMatrix<double>[] sums = ReferenceValues.ClusterSums(device, cells, map.Clusterings, map.Genes.Count);
        cancellation.ThrowIfCancellationRequested();
        SoftClusters soft = map.Soft ?? SoftClustering.OfCells(device, map.Embedding, new HarmonyParameters { Seed = result.Parameters.Seed });
        cancellation.ThrowIfCancellationRequested();
        var model = new ReferenceModel
        {
            Modality = map.Modality,
            Parameters = result.Parameters,
            Genes = map.Genes,
            Pca = map.Pca,
            Alignment = map.Alignment,
            Soft = soft,
            Lots = map.Lots,
            Thresholds = map.Thresholds,
            Cells = map.Cells,
            Projections = map.Projections,
            Embedding = map.Embedding,
            SharedNeighbors = map.SharedNeighbors,
            Clusterings = map.Clusterings,
            StoredGenes = stored,
            StoredValues = values,
            ClusterSums = sums,
            Hypotheses = [.. locked.Select(h => h.Gene < 0 ? h.Hypothesis : h.Hypothesis with { Marker = Marker(h.Hypothesis, h.Gene) })],
            Calibration = Uncalibrated,
            Warnings = result.Warnings,
        };
        model = model with { LeftOut = LeftOutStrangeness.Of(device, model, map.Values, cancellation) };
        return calibrate is null ? model : model with { Calibration = calibrate(model) };

        MarkerThreshold Marker(LockedHypothesis hypothesis, int gene)
        {
            double[] expression = ReferenceValues.Normalized(values, Array.IndexOf(stored, gene), map.Cells.TotalCounts, result.Parameters.ScaleFactor);
            bool[] inside = Array.ConvertAll(map.Clusterings.First(c => c.Resolution == hypothesis.Resolution).Labels, k => k == hypothesis.Cluster);
            return new MarkerThreshold(map.Genes.Ids[gene], map.Genes.Names[gene], (threshold ?? YoudenThreshold.Of)(expression, inside), result.Parameters.KeyGene is null ? "leading" : "given");
        }
    }
}
