using GpuCqa.Api.V1;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Remote;

/// <summary>A plan as a message; every parameter is written out.</summary>
internal static class PlanMessage
{
    /// <summary>The message.</summary>
    public static AnalysisSpec Of(PlanParameters p, ReportLanguage language)
    {
        var spec = new PlanSpec
        {
            Lots = p.Lots, Clusters = p.Clusters, Groups = { p.Groups }, Blocks = { p.Blocks }, Alpha = p.Alpha, Power = p.Power, MarginEstimated = p.MarginEstimated, Pairs = p.Pairs, Before = p.Before, After = p.After,
            DonorShare = p.DonorShare, Difference = p.Difference, Attributes = p.Attributes, CellsPerLot = p.CellsPerLot, Efficiency = p.Efficiency, MinimumCells = p.MinimumCells, Icc = p.Icc, Seed = p.Seed, ReportLanguage = language.Code(),
        };
        if (p.Rho is { } rho) spec.Rho = rho;
        if (p.Margin is { } margin) spec.Margin = margin;
        if (p.QualityRange is { } range) spec.QualityRange = range;
        if (p.Frequency is { } frequency) spec.Frequency = frequency;
        return new AnalysisSpec { Plan = spec };
    }
}
