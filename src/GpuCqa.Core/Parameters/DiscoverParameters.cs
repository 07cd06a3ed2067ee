namespace GpuCqa.Core.Parameters;

/// <summary>Every parameter of a discovery, after defaults. The whole record goes into the provenance of a result.</summary>
public sealed record DiscoverParameters : AssociationParameters
{
    /// <summary><see cref="Route"/> of clusters alone.</summary>
    public const string Clusters = "clusters";

    /// <summary><see cref="Route"/> of neighbourhoods alone.</summary>
    public const string Neighbourhoods = "neighbourhoods";

    /// <summary><see cref="Route"/> of clusters and neighbourhoods in one family.</summary>
    public const string Both = "both";

    /// <summary><see cref="StabilitySubsamples"/> where stability is asked for without a number.</summary>
    public const int DefaultSubsamples = 50;

    /// <summary><see cref="StabilitySeeds"/> where stability is asked for without a number.</summary>
    public const int DefaultSeeds = 20;

    /// <summary>Preset of conventions: "seurat-v4".</summary>
    public string Preset { get; init; } = "seurat-v4";

    /// <summary>Clusters that readouts are predicted from: "anew" (found without each left-out lot, which is mapped onto them) or "once" (those of the discovery, which the left-out lot had a part in).</summary>
    public string PredictClusters { get; init; } = "anew";

    /// <summary>Cells with fewer detected genes are removed; null = MAD rule.</summary>
    public int? MinGenes { get; init; }

    /// <summary>Cells with more detected genes are removed; null = MAD rule.</summary>
    public int? MaxGenes { get; init; }

    /// <summary>Cells with fewer counts are removed; null = MAD rule.</summary>
    public double? MinCounts { get; init; }

    /// <summary>Cells with a larger mitochondrial percentage (0-100) are removed; null = MAD rule.</summary>
    public double? MaxMitoPercent { get; init; }

    /// <summary>Median absolute deviations beyond which the MAD rule removes a cell.</summary>
    public double Mads { get; init; } = 5;

    /// <summary>Genes detected in fewer cells (of all train lots together) are dropped.</summary>
    public int MinCells { get; init; } = 3;

    /// <summary>Lots with fewer cells after quality control are left out; 1 = none is.</summary>
    public int MinCellsPerLot { get; init; } = 1;

    /// <summary>Regular expression on gene names that marks mitochondrial genes (human MT-, mouse mt-).</summary>
    public string MitoPattern { get; init; } = "^(MT|mt)-";

    /// <summary>Counts are scaled to this total per cell before log1p.</summary>
    public double ScaleFactor { get; init; } = 10_000;

    /// <summary>Number of highly variable genes.</summary>
    public int VariableGenes { get; init; } = 2_000;

    /// <summary>Principal components computed.</summary>
    public int Components { get; init; } = 50;

    /// <summary>Leading components used after PCA.</summary>
    public int Dimensions { get; init; } = 30;

    /// <summary>Alignment of lots: "auto", "none" or "harmony".</summary>
    public string Align { get; init; } = "auto";

    /// <summary>Neighbours per cell in the shared-neighbour graph, the cell itself included.</summary>
    public int Neighbors { get; init; } = 20;

    /// <summary>Shared-neighbour weights below this are removed.</summary>
    public double PruneSnn { get; init; } = 1.0 / 15.0;

    /// <summary>"leiden" or "louvain" (Seurat's labels).</summary>
    public string Algorithm { get; init; } = "leiden";

    /// <summary>Resolutions at which cells are clustered; all are in the family of tests.</summary>
    public IReadOnlyList<double> Resolutions { get; init; } = [0.2, 0.5, 0.8, 1.2];

    /// <summary>Whose association with the readouts is tested: "clusters", "neighbourhoods" (places on the cells' graph, without clusters), or "both" as one family.</summary>
    public string Route { get; init; } = Clusters;

    /// <summary>Neighbourhoods in the family of tests, at most.</summary>
    public int TestedNeighbourhoods { get; init; } = 30;

    /// <summary>Subsamples of the cells whose clusters are found anew to see which clusters hold; null = stability is not asked for.</summary>
    [OptionalParameter]
    public int? StabilitySubsamples { get; init; }

    /// <summary>Seeds with which all cells are clustered anew for the same end; null = stability is not asked for.</summary>
    [OptionalParameter]
    public int? StabilitySeeds { get; init; }

    /// <summary>Neighbours per cell in the layout, the cell itself included.</summary>
    public int LayoutNeighbors { get; init; } = 30;

    /// <summary>UMAP min_dist.</summary>
    public double LayoutMinDistance { get; init; } = 0.3;

    /// <summary>UMAP epochs; null = 500 up to 10,000 cells, 200 above.</summary>
    public int? LayoutEpochs { get; init; }

    /// <summary>Markers are reported for genes detected in at least this share of the cluster's cells or of the rest.</summary>
    public double MarkerMinPct { get; init; } = 0.1;

    /// <summary>Markers are reported when |avg_log2FC| (Seurat v4) is at least this.</summary>
    public double MarkerMinLog2Fc { get; init; } = 0.25;

    /// <summary>Key marker of every locked hypothesis, by id or name of a gene; null = the leading marker of its cluster.</summary>
    public string? KeyGene { get; init; }

    /// <summary>Ordered levels of readouts in words, "readout=first,second,..."; a level's value is its place, from 0.</summary>
    [OptionalParameter]
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OrderedLevels() => Levels;

    /// <summary><see cref="MaxFeatureCorrelation"/> where image features are read as those of plates and nothing else is asked for.</summary>
    public const double DefaultMaxFeatureCorrelation = 0.95;

    /// <summary>Regular expression on file names of images whose named groups are columns of the cells; null = none.</summary>
    [OptionalParameter]
    public string? ImageMetadata { get; init; }

    /// <summary>Column that names the plate of image cells; null = Metadata_Plate, or one plate.</summary>
    [OptionalParameter]
    public string? Plate { get; init; }

    /// <summary>Control cells whose median and spread a plate's values are taken from: "all", or "column=value,..."; empty = image features are taken as they are.</summary>
    [OptionalParameter]
    public IReadOnlyList<string> Controls { get; init; } = [];

    /// <summary>Of image features that correlate more (|r|), over scaled cells, one is kept; null = image features are taken as they are.</summary>
    [OptionalParameter]
    public double? MaxFeatureCorrelation { get; init; }

    /// <summary>CellProfiler's objects that are read, the one that is a cell first; empty = all.</summary>
    [OptionalParameter]
    public IReadOnlyList<string> ImageObjects { get; init; } = [];

    /// <summary>Whether image features are asked to be read as those of plates.</summary>
    public bool AsksForPlates() => ImageMetadata is not null || Plate is not null || Controls.Count > 0 || MaxFeatureCorrelation is not null || ImageObjects.Count > 0;

    /// <summary>The parameters of image features of plates, after defaults.</summary>
    public DiscoverParameters OfPlates() => this with { Controls = Controls.Count > 0 ? Controls : ["all"], MaxFeatureCorrelation = MaxFeatureCorrelation ?? DefaultMaxFeatureCorrelation };

    /// <summary>Whether clusters are found anew in subsamples, with other seeds and without each lot.</summary>
    public bool AsksStability() => StabilitySubsamples is not null || StabilitySeeds is not null;

    /// <summary>Lots with fewer cells in a cluster, or outside of it, are left out of that cluster's markers over lots.</summary>
    public int PseudobulkMinCells { get; init; } = 10;

    /// <summary>Names of the libraries of gene sets that are looked up, or none.</summary>
    public IReadOnlyList<string> GeneSets { get; init; } = [];

    /// <summary>Gene sets with fewer tested genes are not tested.</summary>
    public int GeneSetMinGenes { get; init; } = 10;

    /// <summary>Gene sets with more tested genes are not tested.</summary>
    public int GeneSetMaxGenes { get; init; } = 500;
}
