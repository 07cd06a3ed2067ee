using GpuCqa.Api.V1;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Remote;

/// <summary>A comparison as a message; every parameter is written out, so that a server of another version computes with the same.</summary>
public static class CompareMessage
{
    /// <summary>The message.</summary>
    public static CompareSpec Of(string cohort, string? attributes, string? method, string? cells, CompareParameters p, ReportLanguage language) => new()
    {
        Cohort = cohort,
        Attributes = attributes ?? "",
        Method = method ?? "",
        Cells = cells ?? "",
        Change = p.Change,
        Before = p.Before,
        After = p.After,
        Pair = p.Pair ?? "",
        Variance = p.Variance,
        Alpha = p.Alpha,
        RangeDeviations = p.RangeDeviations,
        MethodShare = p.MethodShare,
        Drift = p.Drift,
        Draws = p.Draws,
        Directions = p.Directions,
        Places = p.Places,
        Seed = p.Seed,
        StateColumn = p.StateColumn ?? "",
        Embedding = p.Embedding ?? "",
        ReportLanguage = language.Code(),
    };
}
