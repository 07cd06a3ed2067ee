using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Results;

/// <summary>Everything a discovery found.</summary>
public sealed record DiscoveryResult
{
    /// <summary>Parameters after defaults.</summary>
    public required DiscoverParameters Parameters { get; init; }

    /// <summary>What the values were.</summary>
    public required CellModality Modality { get; init; }

    /// <summary>What the design can show.</summary>
    public required DesignStatement Design { get; init; }

    /// <summary>Train lots, in sheet order.</summary>
    public required IReadOnlyList<LotResult> Lots { get; init; }

    /// <summary>Filters of each lot.</summary>
    public required IReadOnlyList<QcThresholds> Thresholds { get; init; }

    /// <summary>How genes were joined.</summary>
    public required GeneJoin Join { get; init; }

    /// <summary>The kept genes.</summary>
    public required FeatureTable Genes { get; init; }

    /// <summary>Raw values of the kept cells and genes: blocks of cells x genes, CSR, in cell order.</summary>
    public IReadOnlyList<CsrMatrix<float>> Values { get; init; } = [];

    /// <summary>vst statistics of every kept gene; empty for image features.</summary>
    public required IReadOnlyList<VariableGene> Variability { get; init; }

    /// <summary>The cells that passed QC.</summary>
    public required CellTable Cells { get; init; }

    /// <summary>PCA model.</summary>
    public required PcaModel Pca { get; init; }

    /// <summary>cells x components: projections before alignment, float32.</summary>
    public required DenseMatrix<float> Projections { get; init; }

    /// <summary>cells x dimensions: what neighbours were searched in (aligned, or the leading projections), float32.</summary>
    public required DenseMatrix<float> Embedding { get; init; }

    /// <summary>Lot mixing and alignment.</summary>
    public required AlignmentResult Alignment { get; init; }

    /// <summary>Shared-nearest-neighbour graph, cells x cells, symmetric, diagonal 1, float64.</summary>
    public required CsrMatrix<double> SharedNeighbors { get; init; }

    /// <summary>One clustering per resolution, in the order of the parameters.</summary>
    public required IReadOnlyList<Clustering> Clusterings { get; init; }

    /// <summary>Fraction of each cluster in each lot.</summary>
    public required IReadOnlyList<ClusterFraction> Fractions { get; init; }

    /// <summary>The whole family of tests, best first.</summary>
    public required IReadOnlyList<Association> Associations { get; init; }

    /// <summary>Markers of every cluster, strongest first within a cluster.</summary>
    public required IReadOnlyList<Marker> Markers { get; init; }

    /// <summary>What the user should know, in the order it arose.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
