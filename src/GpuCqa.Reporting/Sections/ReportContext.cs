using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Expression;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Verbs;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Sections;

/// <summary>What the sections of a report share: the result and its parts.</summary>
internal sealed class ReportContext(ReportSource source)
{
    public ReportSource Source => source;

    public AnalysisResult Result => source.Result;

    public Provenance Provenance => source.Provenance;

    public MapExpression Expression => source.Expression;

    /// <summary>The words of the verb.</summary>
    public VerbReport Verb { get; } = VerbReport.Of(source.Result);

    /// <summary>The cells; null when the result has none.</summary>
    public PopulationMap? Map { get; } = (source.Result as IPopulationResult)?.Map;

    /// <summary>The mapping; null when the result is none.</summary>
    public MappingContext? Mapping { get; } = source.Result is MapResult mapped ? new MappingContext(mapped) : null;

    /// <summary>The family of tests; null when the result has none.</summary>
    public TestsContext? Tests { get; } = source.Result is IAssociationResult tested ? new TestsContext(tested.Tests, (source.Result as IPopulationResult)?.Map) : null;
}
