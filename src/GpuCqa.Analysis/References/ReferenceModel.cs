using GpuCqa.Analysis.Refusals;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.References;

/// <summary>A frozen discovery: all that is needed to map new lots onto it and to test its claim on them. Nothing of it changes when lots are mapped.</summary>
public sealed record ReferenceModel
{
    /// <summary>Version of the layout of a reference folder.</summary>
    public const int FormatVersion = 1;

    /// <summary>SHA-256 over every file of the folder, lower-case hexadecimal; empty before it is written.</summary>
    public string Hash { get; init; } = "";

    /// <summary>What the values are.</summary>
    public required CellModality Modality { get; init; }

    /// <summary>Every parameter of the discovery: rules of quality control, scale factor, neighbours, seed.</summary>
    public required DiscoverParameters Parameters { get; init; }

    /// <summary>The kept genes, in order; totals and normalized values of query cells are over these.</summary>
    public required FeatureTable Genes { get; init; }

    /// <summary>Linear model: selected genes (indices into <see cref="Genes"/>), means, deviations, clip, loadings (genes x components, float64).</summary>
    public required PcaModel Pca { get; init; }

    /// <summary>Leading components that neighbours were searched in.</summary>
    public int Dimensions => Embedding.Columns;

    /// <summary>What was done about lots in the embedding; <see cref="Soft"/> holds what Harmony made.</summary>
    public required AlignmentResult Alignment { get; init; }

    /// <summary>Compressed reference of the soft clusters, for mapping by Symphony.</summary>
    public required SoftClusters Soft { get; init; }

    /// <summary>The train lots with their readouts and quality control.</summary>
    public required IReadOnlyList<LotResult> Lots { get; init; }

    /// <summary>Filters of each train lot.</summary>
    public IReadOnlyList<QcThresholds> Thresholds { get; init; } = [];

    /// <summary>The cells, with their layout (cells x 2).</summary>
    public required CellTable Cells { get; init; }

    /// <summary>cells x components, before alignment, float32.</summary>
    public required DenseMatrix<float> Projections { get; init; }

    /// <summary>cells x dimensions, float32, after alignment: what neighbours were searched in.</summary>
    public required DenseMatrix<float> Embedding { get; init; }

    /// <summary>Shared-neighbour graph, cells x cells, symmetric, diagonal 1.</summary>
    public required CsrMatrix<double> SharedNeighbors { get; init; }

    /// <summary>One clustering per resolution, in the order of the parameters.</summary>
    public required IReadOnlyList<Clustering> Clusterings { get; init; }

    /// <summary>Genes whose raw values are kept (indices into <see cref="Genes"/>): first the selected genes of <see cref="Pca"/> in its order, then key markers that are not among them.</summary>
    public required int[] StoredGenes { get; init; }

    /// <summary>cells x stored genes, raw values, float32.</summary>
    public required StoredValues StoredValues { get; init; }

    /// <summary>Sum of the raw values of each kept gene in each cluster, per resolution: clusters x genes, float64.</summary>
    public required IReadOnlyList<DenseMatrix<double>> ClusterSums { get; init; }

    /// <summary>The claims, one a readout.</summary>
    public required IReadOnlyList<LockedHypothesis> Hypotheses { get; init; }

    /// <summary>Limits of score, margin and distance below which a cell is not in the reference, with the error rates that they had on lots left out.</summary>
    public required Calibration Calibration { get; init; }

    /// <summary>Strangeness of its cells without what they belong to, which limits of any method are made from; null for image features.</summary>
    public LeftOutStrangeness? LeftOut { get; init; }

    /// <summary>What undermines the finding, as the discovery said it.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
