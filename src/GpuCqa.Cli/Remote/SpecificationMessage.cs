using GpuCqa.Api.V1;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Texts;

namespace GpuCqa.Cli.Remote;

/// <summary>Limits for a specification as a message; every parameter is written out.</summary>
internal static class SpecificationMessage
{
    /// <summary>The message.</summary>
    public static AnalysisSpec Of(string cohort, SpecificationParameters p, ReportLanguage language) => new()
    {
        Specification = new SpecificationSpec
        {
            Cohort = cohort, Lower = { p.Lower }, Upper = { p.Upper }, Both = { p.Both }, Log = { p.Log }, Logit = { p.Logit }, Specified = { p.Specified }, Content = p.Content, Confidence = p.Confidence, NextLots = p.NextLots, Role = p.Role ?? "",
            ReportLanguage = language.Code(),
        },
    };
}
