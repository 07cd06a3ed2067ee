using GpuCqa.Api.V1;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Remote;

/// <summary>A discovery as a message; every parameter is written out, so that a server of another version computes with the same.</summary>
public static class DiscoverRequest
{
    /// <summary>The message.</summary>
    public static DiscoverSpec Of(string cohort, DiscoverParameters parameters, CellFileOptions files, ReportLanguage language)
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
            MarkerMinPct = parameters.MarkerMinPct,
            MarkerMinLog2Fc = parameters.MarkerMinLog2Fc,
            KeyGene = parameters.KeyGene ?? "",
            ReportLanguage = language.Code(),
        };
        if (parameters.MinGenes is { } minGenes) spec.MinGenes = minGenes;
        if (parameters.MaxGenes is { } maxGenes) spec.MaxGenes = maxGenes;
        if (parameters.MinCounts is { } minCounts) spec.MinCounts = minCounts;
        if (parameters.MaxMitoPercent is { } maxMito) spec.MaxMitoPercent = maxMito;
        if (parameters.LayoutEpochs is { } epochs) spec.LayoutEpochs = epochs;
        return spec;
    }
}
