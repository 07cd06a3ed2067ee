using GpuCqa.Api.V1;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Remote;

/// <summary>A discovery as a message; every parameter is written out, so that a server of another version computes with the same.</summary>
public static class DiscoverRequest
{
    /// <summary>The message.</summary>
    /// <param name="cohort">Name of the cohort there.</param>
    /// <param name="parameters">Parameters as they were given.</param>
    /// <param name="files">How files of cells are read.</param>
    /// <param name="language">Language that the report opens with.</param>
    /// <param name="geneSets">Names of the datasets of gene sets there.</param>
    public static DiscoverSpec Of(string cohort, DiscoverParameters parameters, CellFileOptions files, ReportLanguage language, IReadOnlyList<string>? geneSets = null)
    {
        var spec = new DiscoverSpec
        {
            Cohort = cohort,
            Readouts = { parameters.Readouts },
            Read = new ReadOptions { Genome = files.Genome ?? "", Layer = files.Layer ?? "", UseRaw = files.UseRaw, CellColumn = files.IdColumn ?? "" },
            Seed = parameters.Seed,
            Mads = parameters.Mads,
            MinCells = parameters.MinCells,
            MinCellsPerLot = parameters.MinCellsPerLot,
            MitoPattern = parameters.MitoPattern,
            VariableGenes = parameters.VariableGenes,
            Components = parameters.Components,
            Dimensions = parameters.Dimensions,
            Align = parameters.Align,
            Neighbors = parameters.Neighbors,
            Algorithm = parameters.Algorithm,
            Resolutions = { parameters.Resolutions },
            Route = parameters.Route,
            TestedNeighbourhoods = parameters.TestedNeighbourhoods,
            LayoutNeighbors = parameters.LayoutNeighbors,
            LayoutMinDistance = parameters.LayoutMinDistance,
            Confidence = parameters.Confidence,
            Alpha = parameters.Alpha,
            AliquotIcc = parameters.AliquotIcc,
            ExactLots = parameters.ExactLots,
            ExactOrders = parameters.ExactOrders,
            Permutations = parameters.Permutations,
            Block = { parameters.Block },
            Unit = parameters.Unit ?? "",
            Covariates = { parameters.Covariates },
            Replicates = { parameters.Replicates },
            Levels = { parameters.Levels },
            Describe = parameters.Describe == true,
            Predict = parameters.Predict,
            PredictFeatures = parameters.PredictFeatures,
            PredictClusters = parameters.PredictClusters,
            PredictPermutations = parameters.PredictPermutations,
            EffectiveCells = parameters.EffectiveCells,
            EffectiveCellsOf = parameters.EffectiveCellsOf ?? "",
            MarkerMinPct = parameters.MarkerMinPct,
            MarkerMinLog2Fc = parameters.MarkerMinLog2Fc,
            KeyGene = parameters.KeyGene ?? "",
            GeneSets = { geneSets ?? [] },
            GeneSetMinGenes = parameters.GeneSetMinGenes,
            GeneSetMaxGenes = parameters.GeneSetMaxGenes,
            ImageMetadata = parameters.ImageMetadata ?? "",
            Plate = parameters.Plate ?? "",
            Controls = { parameters.Controls },
            ImageObjects = { parameters.ImageObjects },
            PseudobulkMinCells = parameters.PseudobulkMinCells,
            ReportLanguage = language.Code(),
        };
        if (parameters.AsksStability()) (spec.Stability, spec.StabilitySubsamples, spec.StabilitySeeds) = (true, parameters.StabilitySubsamples ?? DiscoverParameters.DefaultSubsamples, parameters.StabilitySeeds ?? DiscoverParameters.DefaultSeeds);
        if (parameters.MinGenes is { } minGenes) spec.MinGenes = minGenes;
        if (parameters.MaxGenes is { } maxGenes) spec.MaxGenes = maxGenes;
        if (parameters.MinCounts is { } minCounts) spec.MinCounts = minCounts;
        if (parameters.MaxMitoPercent is { } maxMito) spec.MaxMitoPercent = maxMito;
        if (parameters.MaxFeatureCorrelation is { } correlation) spec.MaxFeatureCorrelation = correlation;
        if (parameters.LayoutEpochs is { } epochs) spec.LayoutEpochs = epochs;
        return spec;
    }
}
