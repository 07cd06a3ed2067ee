using GpuCqa.Api.V1;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Remote;

/// <summary>The search for a rare hazard as a message; every parameter is written out.</summary>
internal static class DetectMessage
{
    /// <summary>The message.</summary>
    public static AnalysisSpec Of(string? cohort, DetectParameters p, ReportLanguage language, (string Reference, string? HazardCells, CellFileOptions Files)? mapped = null)
    {
        var spec = new DetectSpec
        {
            Cohort = cohort ?? "", Frequency = p.Frequency, Cells = p.Cells, Lots = p.Lots, Capture = p.Capture, Kept = p.Kept, Sensitivity = p.Sensitivity, FalsePositives = p.FalsePositives, MinimumCells = p.MinimumCells, Icc = p.Icc, Probability = p.Probability,
            Confidence = p.Confidence, Pool = p.Pool, ValidationPositives = p.ValidationPositives, ValidationNegatives = p.ValidationNegatives, ReportLanguage = language.Code(),
        };
        if (mapped is { } m)
        {
            (spec.Reference, spec.HazardCells, spec.Replicates, spec.Seed) = (m.Reference, m.HazardCells ?? "", p.Replicates, p.Seed);
            (spec.Genome, spec.Layer, spec.UseRaw) = (m.Files.Genome ?? "", m.Files.Layer ?? "", m.Files.UseRaw);
            if (p.Hazard is { } hazard) spec.Hazard = hazard;
            if (p.Resolution is { } resolution) spec.Resolution = resolution;
        }

        if (p.LotSize is { } size) spec.LotSize = size;
        if (p.Dose is { } dose) spec.Dose = dose;
        if (p.ConfirmSensitivity is { } sensitivity) spec.ConfirmSensitivity = sensitivity;
        if (p.ConfirmFalsePositives is { } rate) spec.ConfirmFalsePositives = rate;
        if (p.Acceptable is { } acceptable) spec.Acceptable = acceptable;
        if (p.Unacceptable is { } unacceptable) spec.Unacceptable = unacceptable;
        return new AnalysisSpec { Detect = spec };
    }
}
