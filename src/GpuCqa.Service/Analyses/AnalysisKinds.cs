using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Analyses;

/// <summary>The kinds of analyses that the service has.</summary>
public sealed class AnalysisKinds(IEnumerable<AnalysisKind> kinds)
{
    private readonly Dictionary<AnalysisSpec.KindOneofCase, AnalysisKind> all = kinds.GroupBy(k => k.Case).ToDictionary(g => g.Key, g => g.Last());

    /// <summary>The kind that handles a specification.</summary>
    /// <exception cref="InvalidParameterException">It says no kind, or one that this service does not have.</exception>
    public AnalysisKind Of(AnalysisSpec? spec) => spec is null || spec.KindCase == AnalysisSpec.KindOneofCase.None
        ? throw new InvalidParameterException("analysis.spec says no kind of analysis.")
        : all.GetValueOrDefault(spec.KindCase) ?? throw new InvalidParameterException($"analysis.spec is of the kind {spec.KindCase}, which this service does not run.");
}
