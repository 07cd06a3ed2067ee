using GpuCqa.Analysis.Images;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Populations;

/// <summary>What the cells of some lots are, without any readout: QC, embedding, clusters, markers, layout.</summary>
public sealed record PopulationMap
{
    /// <summary>What the values are.</summary>
    public required CellModality Modality { get; init; }

    /// <summary>How measurements of images were brought to one scale; null where values are counts, or are taken as they are.</summary>
    public ImageScaling? Images { get; init; }

    /// <summary>The kept genes.</summary>
    public required FeatureTable Genes { get; init; }

    /// <summary>The lots, in sheet order.</summary>
    public required IReadOnlyList<LotResult> Lots { get; init; }

    /// <summary>Filters of each lot.</summary>
    public required IReadOnlyList<QcThresholds> Thresholds { get; init; }

    /// <summary>How genes were joined.</summary>
    public required GeneJoin Join { get; init; }

    /// <summary>Raw values of the kept cells and genes, blocks of cells x genes, CSR.</summary>
    public IReadOnlyList<CsrMatrix<float>> Values { get; init; } = [];

    /// <summary>The cells that passed QC.</summary>
    public required CellTable Cells { get; init; }

    /// <summary>vst statistics of every kept gene; empty for image features.</summary>
    public required IReadOnlyList<VariableGene> Variability { get; init; }

    /// <summary>PCA model.</summary>
    public required PcaModel Pca { get; init; }

    /// <summary>cells x components, before alignment, float32.</summary>
    public required DenseMatrix<float> Projections { get; init; }

    /// <summary>cells x dimensions: what neighbours were searched in, float32.</summary>
    public required DenseMatrix<float> Embedding { get; init; }

    /// <summary>Lot mixing and alignment.</summary>
    public required AlignmentResult Alignment { get; init; }

    /// <summary>The soft clusters that lots were aligned with; null when nothing was aligned, or after reading a result folder.</summary>
    public SoftClusters? Soft { get; init; }

    /// <summary>Shared-neighbour graph, cells x cells, symmetric, diagonal 1.</summary>
    public required CsrMatrix<double> SharedNeighbors { get; init; }

    /// <summary>One clustering per resolution, in the order of the parameters.</summary>
    public required IReadOnlyList<Clustering> Clusterings { get; init; }

    /// <summary>Markers of every cluster.</summary>
    public required IReadOnlyList<Marker> Markers { get; init; }

    /// <summary>Markers with the lots as replicates, and gene sets; null for image features.</summary>
    public ClusterPrograms? Programs { get; init; }

    /// <summary>Markers that are higher in a cluster than elsewhere, strongest first, each gene name once.</summary>
    public IEnumerable<Marker> LeadingMarkers(StateId state) =>
        Markers.Where(m => m.Resolution == Clusterings[state.Partition].Resolution && m.Cluster == state.Index && m.Effect > 0).DistinctBy(m => m.Name, StringComparer.Ordinal);
}
