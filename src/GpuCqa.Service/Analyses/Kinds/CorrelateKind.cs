using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Primitives;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Correlations: of columns over cells (tables columns, others, correlations), or of columns with readouts over lots (lots, columns, associations).</summary>
public sealed class CorrelateKind(SpecInputs inputs) : TableKind<CorrelateSpec>(AnalysisSpec.KindOneofCase.Correlate, s => s.Correlate)
{
    private readonly CellCorrelation cells = new(inputs);
    private readonly LotCorrelation lots = new(inputs);

    /// <inheritdoc/>
    public override AnalysisSpec Settle(string project, AnalysisSpec spec) => !OfLots(spec.Correlate) ? spec : new AnalysisSpec(spec)
    {
        Correlate = new CorrelateSpec(spec.Correlate) { CohortEtag = inputs.Etag("correlate.cohort", project, spec.Correlate.Cohort, spec.Correlate.CohortEtag) },
    };

    internal static CorrelationKind Method(CorrelateSpec spec) => spec.Method switch
    {
        CorrelateSpec.Types.Method.Unspecified or CorrelateSpec.Types.Method.Spearman => CorrelationKind.Spearman,
        CorrelateSpec.Types.Method.Pearson => CorrelationKind.Pearson,
        _ => throw new InvalidParameterException($"correlate.method is {(int)spec.Method}; expected SPEARMAN or PEARSON."),
    };

    internal static LotSummary Summary(CorrelateSpec spec) => spec.Summary switch
    {
        CorrelateSpec.Types.Summary.Unspecified or CorrelateSpec.Types.Summary.Mean => LotSummary.Mean,
        CorrelateSpec.Types.Summary.Detected => LotSummary.Detected,
        CorrelateSpec.Types.Summary.Median => LotSummary.Median,
        _ => throw new InvalidParameterException($"correlate.summary is {(int)spec.Summary}; expected MEAN, DETECTED or MEDIAN."),
    };

    internal static double ScaleFactor(CorrelateSpec spec) => SpecFields.ScaleFactor("correlate", spec.HasScaleFactor, spec.ScaleFactor);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Check(string project, CorrelateSpec spec)
    {
        if (spec.Dataset.Length > 0 == OfLots(spec)) throw new InvalidParameterException("correlate needs dataset or cohort, and not both.");
        Method(spec);
        Summary(spec);
        ScaleFactor(spec);
        Limits("correlate", spec.Limits);
        Names("correlate.columns", spec.Columns);
        Names("correlate.others", spec.Others);
        return OfLots(spec) ? lots.Check(spec) : cells.Check(project, spec);
    }

    /// <inheritdoc/>
    protected override JobNeed Plan(string project, CorrelateSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation) =>
        OfLots(spec) ? lots.Plan(spec, deviceFreeBytes, cancellation) : cells.Plan(project, spec, deviceFreeBytes, cancellation);

    /// <inheritdoc/>
    protected override ulong? Seed(CorrelateSpec spec) => OfLots(spec) ? LotCorrelation.Options(spec).Seed : null;

    /// <inheritdoc/>
    protected override IReadOnlyList<InputFile> Compute(AnalysisRun run, CorrelateSpec spec, Workplace work) => OfLots(spec) ? lots.Run(run, spec, work) : cells.Run(run, spec, work);

    private static bool OfLots(CorrelateSpec spec) => spec.Cohort.Length > 0;
}
