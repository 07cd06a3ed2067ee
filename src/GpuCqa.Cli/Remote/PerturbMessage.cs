using GpuCqa.Api.V1;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Perturbations;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Remote;

/// <summary>Knock-downs as a message; every parameter is written out.</summary>
public static class PerturbMessage
{
    /// <summary>The message.</summary>
    public static PerturbSpec Of(string dataset, PerturbRequest request, ReportLanguage language)
    {
        PerturbParameters p = request.Parameters;
        return new PerturbSpec
        {
            Dataset = dataset, Readout = p.Readout, PositiveControl = p.PositiveControl, NonTargeting = { p.NonTargeting }, Direction = p.Direction, Correction = p.Correction, Alpha = p.Alpha, Confidence = p.Confidence,
            LeastKnockdown = p.LeastKnockdown, FewestSirnas = p.FewestSirnas, Margin = p.Margin, LeastViability = p.LeastViability, PerViableCell = p.PerViableCell,
            ViabilityColumn = request.ViabilityColumn ?? "", KnockdownColumn = request.KnockdownColumn ?? "", ReportLanguage = language.Code(),
        };
    }
}
