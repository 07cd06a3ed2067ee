using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using static GpuCqa.Cli.Verbs.OptionValues;

namespace GpuCqa.Cli.Verbs;

/// <summary>The options of <c>discover</c> that become <see cref="DiscoverParameters"/>.</summary>
public sealed class DiscoverOptions
{
    private static readonly DiscoverParameters Defaults = new() { Readouts = [] };

    private readonly TestOptions tests = new("cluster");
    private readonly Option<string[]> levels = CommonOptions.Levels();
    private readonly Option<int?> minGenes = Number<int?>("--min-genes", "Remove cells with fewer detected genes (default: median - 5 MAD of the lot).");
    private readonly Option<int?> maxGenes = Number<int?>("--max-genes", "Remove cells with more detected genes (default: median + 5 MAD of the lot).");
    private readonly Option<double?> minCounts = Number<double?>("--min-counts", "Remove cells with fewer counts (default: median - 5 MAD of the lot).");
    private readonly Option<double?> maxMito = Number<double?>("--max-mito", "Remove cells with a larger mitochondrial percentage, 0-100 (default: median + 5 MAD of the lot, at least 5).");
    private readonly Option<double> mads = Default("--mads", "Width of the MAD rule.", Defaults.Mads);
    private readonly Option<int> minCellsPerLot = Default("--min-cells-per-lot", "Leave out lots with fewer cells after quality control; 1 leaves none out.", Defaults.MinCellsPerLot);
    private readonly Option<int> minCells = Default("--min-cells", "Drop genes detected in fewer cells.", Defaults.MinCells);
    private readonly Option<string> mitoPattern = Default("--mito-pattern", "Regular expression for the names of mitochondrial genes.", Defaults.MitoPattern);
    private readonly Option<int> variableGenes = Default("--variable-genes", "Highly variable genes (vst).", Defaults.VariableGenes);
    private readonly Option<int> components = Default("--components", "Principal components computed.", Defaults.Components);
    private readonly Option<int> dimensions = Default("--dims", "Leading components used for alignment, neighbours and layout.", Defaults.Dimensions);
    private readonly Option<string> align = Default("--align", "Alignment of lots: auto, none or harmony. auto decides by lot mixing, never by a readout.", Defaults.Align);
    private readonly Option<int> neighbors = Default("--neighbors", "Neighbours per cell in the graph, the cell itself included.", Defaults.Neighbors);
    private readonly Option<string> algorithm = Default("--algorithm", "Clustering: leiden, or louvain for Seurat's labels.", Defaults.Algorithm);
    private readonly Option<string> resolutions = new("--resolutions")
    {
        Description = "Resolutions, comma-separated; all are in the family of tests.",
        HelpName = "list",
        DefaultValueFactory = _ => string.Join(',', Defaults.Resolutions.Select(r => r.ToString(CultureInfo.InvariantCulture))),
    };

    private readonly Option<string> route = Default("--route", "What is set against the readouts: clusters, neighbourhoods (places on the cells' graph, without clusters; 6 lots or more), or both as one family.", Defaults.Route);
    private readonly Option<int> testedNeighbourhoods = Default("--tested-neighbourhoods", "Neighbourhoods in the family of tests, at most; they are chosen to stand for all others, and neighbourhoods are made as large as that takes.", Defaults.TestedNeighbourhoods);
    private readonly Option<bool> stability = new("--stability") { Description = "Find the clusters anew with other seeds, in subsamples of the cells of every lot, and without each lot; what does not hold is flagged, and is never the finding. Takes about ten times as long." };
    private readonly Option<int?> stabilitySubsamples = Number<int?>("--stability-subsamples", $"Subsamples for --stability (default: {DiscoverParameters.DefaultSubsamples}).");
    private readonly Option<int?> stabilitySeeds = Number<int?>("--stability-seeds", $"Seeds for --stability (default: {DiscoverParameters.DefaultSeeds}).");
    private readonly Option<int> layoutNeighbors = Default("--layout-neighbors", "Neighbours per cell in the UMAP layout, the cell itself included.", Defaults.LayoutNeighbors);
    private readonly Option<double> minDistance = Default("--min-dist", "UMAP min_dist.", Defaults.LayoutMinDistance);
    private readonly Option<int?> epochs = Number<int?>("--epochs", "UMAP epochs (default: 500 up to 10,000 cells, 200 above).");
    private readonly Option<double> markerPct = Default("--marker-min-pct", "List markers detected in at least this share of either side.", Defaults.MarkerMinPct);
    private readonly Option<double> markerFold = Default("--marker-min-log2fc", "List markers with at least this |log2 fold change| (Seurat v4).", Defaults.MarkerMinLog2Fc);

    private readonly Option<string> predictClusters = Default("--predict-clusters", "Clusters that --predict predicts from: anew (found without each left-out lot, which is mapped onto them; about half a discovery for each), or once (with the cells of all lots).", Defaults.PredictClusters);
    private readonly Option<string?> keyGene = new("--key-gene") { Description = "Key marker of the locked hypotheses, by id or name (default: the leading marker of each one's cluster).", HelpName = "gene" };

    private readonly Option<string[]> geneSets = new("--gene-sets") { Description = "File of gene sets (GMT, plain or gzip) that each cluster's genes are looked up in; repeat the option for several.", HelpName = "file" };
    private readonly Option<int> setMin = Default("--gene-set-min-genes", "Test gene sets with at least this many tested genes.", Defaults.GeneSetMinGenes);
    private readonly Option<int> setMax = Default("--gene-set-max-genes", "Test gene sets with at most this many tested genes.", Defaults.GeneSetMaxGenes);
    private readonly Option<int> pseudobulkCells = Default("--pseudobulk-min-cells", "Leave a lot out of a cluster's markers over lots with fewer cells in the cluster or outside of it.", Defaults.PseudobulkMinCells);

    /// <summary>Adds all options to a verb.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            levels, align, resolutions, algorithm, route, testedNeighbourhoods, stability, stabilitySubsamples, stabilitySeeds, minGenes, maxGenes, minCounts, maxMito, mads, minCells, minCellsPerLot, mitoPattern, variableGenes, components, dimensions,
            neighbors, layoutNeighbors, minDistance, epochs, markerPct, markerFold, keyGene, predictClusters, pseudobulkCells, geneSets, setMin, setMax,
        ];
        foreach (Option option in all) command.Options.Add(option);
        tests.AddTo(command);
    }

    /// <summary>The parameters that the user asked for, checked.</summary>
    /// <exception cref="InvalidParameterException">A value is out of its range; names the option.</exception>
    public DiscoverParameters Read(ParseResult parsed, IReadOnlyList<string> readouts)
    {
        AssociationParameters test = tests.Read(parsed, readouts);
        var parameters = new DiscoverParameters
        {
            Readouts = test.Readouts,
            Seed = test.Seed,
            Confidence = test.Confidence,
            Alpha = test.Alpha,
            AliquotIcc = test.AliquotIcc,
            ExactLots = test.ExactLots,
            ExactOrders = test.ExactOrders,
            Permutations = test.Permutations,
            Block = test.Block,
            Unit = test.Unit,
            Covariates = test.Covariates,
            Replicates = test.Replicates,
            Levels = parsed.GetValue(levels) ?? [],
            Describe = test.Describe,
            Predict = test.Predict,
            PredictFeatures = test.PredictFeatures,
            PredictClusters = OneOf("--predict-clusters", parsed.GetValue(predictClusters)!, "anew", "once"),
            PredictPermutations = test.PredictPermutations,
            EffectiveCells = test.EffectiveCells,
            EffectiveCellsOf = test.EffectiveCellsOf,
            MinGenes = parsed.GetValue(minGenes),
            MaxGenes = parsed.GetValue(maxGenes),
            MinCounts = parsed.GetValue(minCounts),
            MaxMitoPercent = parsed.GetValue(maxMito),
            Mads = Above("--mads", parsed.GetValue(mads), 0),
            MinCells = (int)AtLeast("--min-cells", parsed.GetValue(minCells), 0),
            MinCellsPerLot = (int)AtLeast("--min-cells-per-lot", parsed.GetValue(minCellsPerLot), 1),
            MitoPattern = Pattern("--mito-pattern", parsed.GetValue(mitoPattern)!),
            VariableGenes = (int)AtLeast("--variable-genes", parsed.GetValue(variableGenes), 2),
            Components = (int)AtLeast("--components", parsed.GetValue(components), 2),
            Dimensions = (int)AtLeast("--dims", parsed.GetValue(dimensions), 1),
            Align = OneOf("--align", parsed.GetValue(align)!, "auto", "none", "harmony"),
            Neighbors = (int)AtLeast("--neighbors", parsed.GetValue(neighbors), 2),
            Algorithm = OneOf("--algorithm", parsed.GetValue(algorithm)!, "leiden", "louvain"),
            Resolutions = ReadResolutions(parsed.GetValue(resolutions)!),
            Route = OneOf("--route", parsed.GetValue(route)!, DiscoverParameters.Clusters, DiscoverParameters.Neighbourhoods, DiscoverParameters.Both),
            TestedNeighbourhoods = (int)AtLeast("--tested-neighbourhoods", parsed.GetValue(testedNeighbourhoods), 1),
            StabilitySubsamples = Refits("--stability-subsamples", parsed.GetValue(stability), parsed.GetValue(stabilitySubsamples), DiscoverParameters.DefaultSubsamples),
            StabilitySeeds = Refits("--stability-seeds", parsed.GetValue(stability), parsed.GetValue(stabilitySeeds), DiscoverParameters.DefaultSeeds),
            LayoutNeighbors = (int)AtLeast("--layout-neighbors", parsed.GetValue(layoutNeighbors), 2),
            LayoutMinDistance = AtLeast("--min-dist", parsed.GetValue(minDistance), 0),
            LayoutEpochs = parsed.GetValue(epochs) is { } e ? (int)AtLeast("--epochs", e, 1) : null,
            MarkerMinPct = AtLeast("--marker-min-pct", parsed.GetValue(markerPct), 0),
            MarkerMinLog2Fc = AtLeast("--marker-min-log2fc", parsed.GetValue(markerFold), 0),
            KeyGene = parsed.GetValue(keyGene) is { } gene ? (gene.Trim().Length > 0 ? gene.Trim() : throw new InvalidParameterException("--key-gene is empty, expected a gene.")) : null,
            PseudobulkMinCells = (int)AtLeast("--pseudobulk-min-cells", parsed.GetValue(pseudobulkCells), 1),
            GeneSetMinGenes = (int)AtLeast("--gene-set-min-genes", parsed.GetValue(setMin), 1),
            GeneSetMaxGenes = (int)AtLeast("--gene-set-max-genes", parsed.GetValue(setMax), 1),
        };
        if (parameters.GeneSetMaxGenes < parameters.GeneSetMinGenes) throw new InvalidParameterException($"--gene-set-max-genes {parameters.GeneSetMaxGenes} is less than --gene-set-min-genes {parameters.GeneSetMinGenes}.");
        if (parameters.Dimensions > parameters.Components) throw new InvalidParameterException($"--dims {parameters.Dimensions} is more than --components {parameters.Components}.");
        return parameters;
    }

    /// <summary>Files of gene sets.</summary>
    public IReadOnlyList<string> GeneSetFiles(ParseResult parsed) => parsed.GetValue(geneSets) ?? [];

    private static int? Refits(string option, bool asked, int? given, int otherwise)
    {
        if (!asked) return given is null ? null : throw new InvalidParameterException($"{option} goes with --stability.");
        return (int)AtLeast(option, given ?? otherwise, 1);
    }

    private static double[] ReadResolutions(string list)
    {
        string[] parts = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        double[] values = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i]) || values[i] <= 0)
                throw new InvalidParameterException($"--resolutions: '{parts[i]}' is not a positive number.");
        }

        if (values.Length == 0) throw new InvalidParameterException("--resolutions names no resolution.");
        if (values.Distinct().Count() != values.Length) throw new InvalidParameterException($"--resolutions '{list}' names a resolution twice.");
        return values;
    }

    private static string Pattern(string option, string value)
    {
        try
        {
            _ = Regex.Match("", value);
            return value;
        }
        catch (ArgumentException error)
        {
            throw new InvalidParameterException($"{option}: '{value}' is not a regular expression: {error.Message}");
        }
    }
}
