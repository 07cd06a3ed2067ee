using System.Globalization;

namespace GpuCqa.Pipelines.References;

/// <summary>File names of a reference.</summary>
internal static class ReferenceNames
{
    public const string Genes = "genes.csv", Lots = "lots.csv", Cells = "cells.csv";
    public const string PcaGenes = "pca_genes.npy", PcaMeans = "pca_means.npy", PcaDeviations = "pca_deviations.npy", PcaLoadings = "pca_loadings.npy", PcaSpread = "pca_standard_deviations.npy";
    public const string Projections = "projections.npy", Embedding = "embedding.npy", Layout = "layout.npy";
    public const string Totals = "cell_totals.npy", DetectedGenes = "cell_detected_genes.npy", MitoPercent = "cell_mito_percent.npy";
    public const string SoftCentroids = "soft_centroids.npy", SoftSizes = "soft_sizes.npy", SoftSums = "soft_sums.npy";
    public const string GraphOffsets = "graph_offsets.npy", GraphColumns = "graph_columns.npy", GraphCodes = "graph_codes.npy", GraphWeights = "graph_weights.npy";
    public const string StoredGenes = "values_genes.npy", StoredOffsets = "values_offsets.npy", StoredGaps = "values_gaps", StoredData = "values_data";

    public const string StrangenessLots = "left_out_strangeness_lots.npy", StrangenessClasses = "left_out_strangeness_clusters.npy", StrangenessShared = "left_out_shared_programs.npy", StrangenessShifts = "left_out_shifts.npy";

    public static string KnownPrograms(int index) => string.Create(CultureInfo.InvariantCulture, $"known_programs_{index}.npy");

    public static string Labels(double resolution) => string.Create(CultureInfo.InvariantCulture, $"labels_{resolution}.npy");

    public static string ClusterSums(double resolution) => string.Create(CultureInfo.InvariantCulture, $"cluster_sums_{resolution}.npy");
}
