using GpuCqa.Analysis.Alignment;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;
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
    /// <param name="steps">Keeps finished steps; null = none.</param>
    /// <param name="progress">Told which steps were kept; null = nobody.</param>
    /// <param name="cancellation">Stops between parts.</param>
    /// <remarks>A function of the discovery: the same bits on any number of threads. The model takes the values of its cells from the discovery as long as it lives.</remarks>
    /// <exception cref="Core.Errors.NotFoundException">The key gene that was asked for is not among the kept genes.</exception>
    /// <exception cref="Core.Errors.InvalidParameterException">Several genes have its name.</exception>
    public static ReferenceModel Of(
        ComputeDevice device, DiscoveryResult result, Func<ReferenceModel, Calibration>? calibrate = null, KeptSteps? steps = null, StepProgress? progress = null, CancellationToken cancellation = default)
    {
        steps ??= KeptSteps.None;
        progress ??= StepProgress.None;
        PopulationMap map = result.Map;
        if (CellSweep.Cells(map.Values) != map.Cells.Count) throw new ArgumentException("A result that was read back has no values to make a reference of.", nameof(result));
        IReadOnlyList<(LockedHypothesis Hypothesis, int Gene)> locked = LockedHypotheses.Of(result);
        int[] stored = [.. map.Pca.Genes.Concat(locked.Select(h => h.Gene).Where(g => g >= 0)).Distinct()];
        DenseMatrix<double>[] sums = ReferenceSums.OfClusters(device, map.Values, map.Clusterings, map.Genes.Count);
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
            StoredValues = new StoredValues(map.Values, stored),
            ClusterSums = sums,
            Hypotheses = [.. locked.Select(h => h.Hypothesis)],
            Calibration = Uncalibrated,
            Warnings = result.Warnings,
        };
        model = model with { Hypotheses = [.. locked.Select(h => h.Hypothesis with { Marker = Marker(h.Hypothesis, h.Gene) })] };
        model = model with { LeftOut = steps.Of("reference: cells left out", progress, _ => LeftOutStrangeness.Of(device, model, map.Values, cancellation)) };
        return calibrate is null ? model : model with { Calibration = calibrate(model) };

        // Thresholds are of counts at the common depth of the train lots, as cells of new lots will be called.
        MarkerThreshold? Marker(LockedHypothesis hypothesis, int gene)
        {
            if (gene < 0 || map.Modality != CellModality.Counts) return null;
            IReadOnlyList<MarkerCells> train = MarkerCells.OfReference(model, map.Genes.Ids[gene], map.Clusterings.ToList().FindIndex(c => c.Resolution == hypothesis.Resolution), hypothesis.Cluster);
            return MarkerThresholdChoice.Choose(train, result.Parameters.ScaleFactor, result.Parameters.Seed) is { } chosen
                ? new MarkerThreshold(map.Genes.Ids[gene], map.Genes.Names[gene], chosen.Threshold, result.Parameters.KeyGene is null ? "leading" : "given")
                : null;
        }
    }
}
