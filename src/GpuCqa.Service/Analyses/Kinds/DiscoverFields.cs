using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>The parameters of a discovery from its message; what is unset takes the command line's default.</summary>
public static class DiscoverFields
{
    private const int Many = 1_000_000;

    private static readonly DiscoverParameters Defaults = new() { Readouts = [] };

    /// <summary>The parameters, checked.</summary>
    /// <exception cref="InvalidParameterException">A value is out of its range; names the field.</exception>
    public static DiscoverParameters Read(DiscoverSpec spec)
    {
        var parameters = new DiscoverParameters
        {
            Readouts = Readouts("discover", spec.Readouts),
            Seed = spec.HasSeed ? spec.Seed : Defaults.Seed,
            MinGenes = spec.HasMinGenes ? Whole("discover.min_genes", spec.MinGenes, 0, int.MaxValue) : null,
            MaxGenes = spec.HasMaxGenes ? Whole("discover.max_genes", spec.MaxGenes, 1, int.MaxValue) : null,
            MinCounts = spec.HasMinCounts ? Number("discover.min_counts", spec.MinCounts, 0) : null,
            MaxMitoPercent = spec.HasMaxMitoPercent ? Number("discover.max_mito_percent", spec.MaxMitoPercent, 0, 100) : null,
            Mads = Above("discover.mads", spec.HasMads ? spec.Mads : Defaults.Mads, 0),
            MinCells = Whole("discover.min_cells", spec.HasMinCells ? spec.MinCells : Defaults.MinCells, 0, int.MaxValue),
            MinCellsPerLot = Whole("discover.min_cells_per_lot", spec.HasMinCellsPerLot ? spec.MinCellsPerLot : Defaults.MinCellsPerLot, 1, int.MaxValue),
            MitoPattern = Pattern("discover.mito_pattern", spec.HasMitoPattern ? spec.MitoPattern : Defaults.MitoPattern),
            VariableGenes = Whole("discover.variable_genes", spec.HasVariableGenes ? spec.VariableGenes : Defaults.VariableGenes, 2, Many),
            Components = Whole("discover.components", spec.HasComponents ? spec.Components : Defaults.Components, 2, 10_000),
            Dimensions = Whole("discover.dimensions", spec.HasDimensions ? spec.Dimensions : Defaults.Dimensions, 1, 10_000),
            Align = OneOf("discover.align", spec.HasAlign ? spec.Align : Defaults.Align, "auto", "none", "harmony"),
            Neighbors = Whole("discover.neighbors", spec.HasNeighbors ? spec.Neighbors : Defaults.Neighbors, 2, 10_000),
            Algorithm = OneOf("discover.algorithm", spec.HasAlgorithm ? spec.Algorithm : Defaults.Algorithm, "leiden", "louvain"),
            Resolutions = Resolutions([.. spec.Resolutions]),
            Route = OneOf("discover.route", spec.HasRoute ? spec.Route : Defaults.Route, DiscoverParameters.Clusters, DiscoverParameters.Neighbourhoods, DiscoverParameters.Both),
            TestedNeighbourhoods = Whole("discover.tested_neighbourhoods", spec.HasTestedNeighbourhoods ? spec.TestedNeighbourhoods : Defaults.TestedNeighbourhoods, 1, 10_000),
            StabilitySubsamples = Refits("discover.stability_subsamples", spec.Stability, spec.HasStabilitySubsamples ? spec.StabilitySubsamples : null, DiscoverParameters.DefaultSubsamples),
            StabilitySeeds = Refits("discover.stability_seeds", spec.Stability, spec.HasStabilitySeeds ? spec.StabilitySeeds : null, DiscoverParameters.DefaultSeeds),
            LayoutNeighbors = Whole("discover.layout_neighbors", spec.HasLayoutNeighbors ? spec.LayoutNeighbors : Defaults.LayoutNeighbors, 2, 10_000),
            LayoutMinDistance = Number("discover.layout_min_distance", spec.HasLayoutMinDistance ? spec.LayoutMinDistance : Defaults.LayoutMinDistance, 0),
            LayoutEpochs = spec.HasLayoutEpochs ? Whole("discover.layout_epochs", spec.LayoutEpochs, 1, Many) : null,
            Confidence = Share("discover.confidence", spec.HasConfidence ? spec.Confidence : Defaults.Confidence),
            Alpha = Share("discover.alpha", spec.HasAlpha ? spec.Alpha : Defaults.Alpha),
            AliquotIcc = Correlation("discover.aliquot_icc", spec.HasAliquotIcc ? spec.AliquotIcc : Defaults.AliquotIcc),
            ExactLots = Whole("discover.exact_lots", spec.HasExactLots ? spec.ExactLots : Defaults.ExactLots, 0, PermutationPlan.MaximumExactLots),
            ExactOrders = Whole("discover.exact_orders", spec.HasExactOrders ? spec.ExactOrders : Defaults.ExactOrders, 0, PermutationPlan.MaximumExactOrders),
            Block = Names("discover.block", spec.Block),
            Unit = spec.Unit.Trim() is { Length: > 0 } unit ? unit : null,
            Covariates = Names("discover.covariates", spec.Covariates),
            Replicates = Names("discover.replicates", spec.Replicates),
            Permutations = Whole("discover.permutations", spec.HasPermutations ? spec.Permutations : Defaults.Permutations, 999, int.MaxValue),
            Describe = spec.Describe ? true : null,
            Predict = spec.Predict,
            PredictFeatures = OneOf("discover.predict_features", spec.PredictFeatures.Length == 0 ? Defaults.PredictFeatures : spec.PredictFeatures, "fractions", "clr"),
            PredictClusters = OneOf("discover.predict_clusters", spec.PredictClusters.Length == 0 ? Defaults.PredictClusters : spec.PredictClusters, "anew", "once"),
            PredictPermutations = Whole("discover.predict_permutations", spec.HasPredictPermutations ? spec.PredictPermutations : Defaults.PredictPermutations, 99, 1_000_000),
            EffectiveCells = spec.EffectiveCells,
            EffectiveCellsOf = spec.EffectiveCellsOf.Trim() is { Length: > 0 } cellsOf ? (spec.EffectiveCells ? cellsOf : throw new InvalidParameterException("discover.effective_cells_of goes with effective_cells.")) : null,
            MarkerMinPct = Number("discover.marker_min_pct", spec.HasMarkerMinPct ? spec.MarkerMinPct : Defaults.MarkerMinPct, 0),
            MarkerMinLog2Fc = Number("discover.marker_min_log2fc", spec.HasMarkerMinLog2Fc ? spec.MarkerMinLog2Fc : Defaults.MarkerMinLog2Fc, 0),
            Levels = Names("discover.levels", spec.Levels),
            KeyGene = spec.KeyGene.Trim() is { Length: > 0 } gene ? gene : null,
            ImageMetadata = ImageFields.Metadata("discover.image_metadata", spec.ImageMetadata),
            Plate = spec.Plate.Trim() is { Length: > 0 } plate ? plate : null,
            Controls = ImageFields.Controls("discover.controls", spec.Controls),
            ImageObjects = Names("discover.image_objects", spec.ImageObjects),
            MaxFeatureCorrelation = spec.HasMaxFeatureCorrelation ? ImageFields.Correlation("discover.max_feature_correlation", spec.MaxFeatureCorrelation) : null,
            PseudobulkMinCells = Whole("discover.pseudobulk_min_cells", spec.HasPseudobulkMinCells ? spec.PseudobulkMinCells : Defaults.PseudobulkMinCells, 1, int.MaxValue),
            GeneSetMinGenes = Whole("discover.gene_set_min_genes", spec.HasGeneSetMinGenes ? spec.GeneSetMinGenes : Defaults.GeneSetMinGenes, 1, int.MaxValue),
            GeneSetMaxGenes = Whole("discover.gene_set_max_genes", spec.HasGeneSetMaxGenes ? spec.GeneSetMaxGenes : Defaults.GeneSetMaxGenes, 1, int.MaxValue),
        };
        if (parameters.GeneSetMaxGenes < parameters.GeneSetMinGenes) throw new InvalidParameterException($"discover.gene_set_max_genes {parameters.GeneSetMaxGenes} is less than gene_set_min_genes {parameters.GeneSetMinGenes}.");
        if (parameters.Dimensions > parameters.Components) throw new InvalidParameterException($"discover.dimensions {parameters.Dimensions} is more than components {parameters.Components}.");
        return parameters;
    }

    private static int? Refits(string field, bool asked, int? given, int otherwise)
    {
        if (!asked) return given is null ? null : throw new InvalidParameterException($"{field} goes with discover.stability.");
        return Whole(field, given ?? otherwise, 1, 10_000);
    }

    private static IReadOnlyList<double> Resolutions(double[] values)
    {
        if (values.Length == 0) return Defaults.Resolutions;
        if (values.Length > 100) throw new InvalidParameterException($"discover.resolutions has {values.Length} entries; expected at most 100.");
        foreach (double value in values) Above("discover.resolutions", value, 0);
        return values.Distinct().Count() == values.Length ? values : throw new InvalidParameterException("discover.resolutions names a resolution twice.");
    }
}
