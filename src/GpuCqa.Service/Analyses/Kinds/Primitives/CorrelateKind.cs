using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Primitives;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Correlations: of columns over cells (tables columns, others, correlations), or of columns with readouts over lots (lots, values, associations).</summary>
public sealed class CorrelateKind(CellCorrelation cells, LotCorrelation lots) : PrimitiveKind
{
    /// <inheritdoc/>
    public override AnalysisSpec.KindOneofCase Case => AnalysisSpec.KindOneofCase.Correlate;

    /// <inheritdoc/>
    public override AnalysisSpec Settle(string project, AnalysisSpec spec) => spec.Correlate.Cohort.Length > 0 ? lots.Settle(project, spec) : spec;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec)
    {
        CorrelateSpec asked = spec.Correlate;
        if (asked.Dataset.Length > 0 == asked.Cohort.Length > 0) throw new InvalidParameterException("correlate needs dataset or cohort, and not both.");
        PrimitiveFields.Method("correlate.method", asked.Method);
        PrimitiveFields.Summary("correlate.summary", asked.Summary);
        PrimitiveFields.ScaleFactor("correlate", asked.HasScaleFactor, asked.ScaleFactor);
        PrimitiveFields.Limits("correlate", asked.Limits);
        PrimitiveFields.Names("correlate.columns", asked.Columns);
        PrimitiveFields.Names("correlate.others", asked.Others);
        return asked.Cohort.Length > 0 ? lots.Check(asked) : cells.Check(project, asked);
    }

    /// <inheritdoc/>
    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation) =>
        spec.Correlate.Cohort.Length > 0 ? lots.Plan(spec.Correlate, deviceFreeBytes, cancellation) : cells.Plan(project, spec.Correlate, deviceFreeBytes, cancellation);

    /// <inheritdoc/>
    protected override ulong? Seed(AnalysisSpec spec) => spec.Correlate.Cohort.Length > 0 ? LotCorrelation.Options(spec.Correlate).Seed : null;

    /// <inheritdoc/>
    protected override IReadOnlyList<InputFile> Compute(AnalysisRun run, Workplace work) => run.Spec.Correlate.Cohort.Length > 0 ? lots.Run(run, work) : cells.Run(run, work);
}
