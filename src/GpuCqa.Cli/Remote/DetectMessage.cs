using GpuCqa.Api.V1;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Remote;

/// <summary>The search for a rare hazard as a message; every parameter is written out.</summary>
internal static class DetectMessage
{
    /// <summary>The message.</summary>
    public static AnalysisSpec Of(string? cohort, DetectParameters p, ReportLanguage language)
    {
        var spec = new DetectSpec
        {
            Cohort = cohort ?? "", Frequency = p.Frequency, Cells = p.Cells, Lots = p.Lots, Capture = p.Capture, Kept = p.Kept, Sensitivity = p.Sensitivity, FalsePositives = p.FalsePositives, MinimumCells = p.MinimumCells, Icc = p.Icc, Probability = p.Probability,
            Confidence = p.Confidence, Pool = p.Pool, ValidationPositives = p.ValidationPositives, ValidationNegatives = p.ValidationNegatives, ReportLanguage = language.Code(),
        };
        if (p.LotSize is { } size) spec.LotSize = size;
        if (p.Dose is { } dose) spec.Dose = dose;
        if (p.ConfirmSensitivity is { } sensitivity) spec.ConfirmSensitivity = sensitivity;
        if (p.ConfirmFalsePositives is { } rate) spec.ConfirmFalsePositives = rate;
        if (p.Acceptable is { } acceptable) spec.Acceptable = acceptable;
        if (p.Unacceptable is { } unacceptable) spec.Unacceptable = unacceptable;
        return new AnalysisSpec { Detect = spec };
    }
}
