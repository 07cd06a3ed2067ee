using GpuCqa.Api.V1;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Potency;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Remote;

/// <summary>Assay plates as a message; every parameter is written out.</summary>
public static class PotencyMessage
{
    /// <summary>The message.</summary>
    public static PotencySpec Of(string dataset, PotencyRequest request, ReportLanguage language)
    {
        PotencyParameters p = request.Parameters;
        var spec = new PotencySpec
        {
            Dataset = dataset, Readout = p.Readout, ResponseColumn = request.ResponseColumn ?? "", Weights = p.Weights, Unit = p.Unit, ControlLot = p.ControlLot ?? "", Confidence = p.Confidence, Tolerance = p.Tolerance,
            LowestTolerance = p.LowestTolerance, MostVariation = p.MostVariation, ParallelMargin = p.ParallelMargin, ReportLanguage = language.Code(),
        };
        if (p.LowerLimit is { } low) spec.LowerLimit = low;
        if (p.UpperLimit is { } high) spec.UpperLimit = high;
        if (p.Cells is { } cells) spec.Cells = cells;
        if (p.Hours is { } hours) spec.Hours = hours;
        if (p.Volume is { } volume) spec.Volume = volume;
        return spec;
    }
}
