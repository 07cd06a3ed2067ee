using GpuCqa.Api.V1;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Potency;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Assay plates; the same files as the command line's.</summary>
public sealed class PotencyKind(SpecInputs named, CallerWords words) : LotTableKind<PotencySpec, PotencyPipeline, PotencyResult>(named, words, AnalysisSpec.KindOneofCase.Potency, s => s.Potency)
{
    private static readonly PotencyParameters Defaults = new();

    /// <summary>The parameters of a message, checked; what is unset takes the command line's default.</summary>
    /// <exception cref="Core.Errors.InvalidParameterException">A value is out of its range; names the field.</exception>
    public static PotencyParameters Parameters(PotencySpec spec) => new()
    {
        Readout = spec.Readout.Trim() is { Length: > 0 } readout ? readout : Defaults.Readout,
        Weights = OneOf("potency.weights", spec.Weights.Length == 0 ? Defaults.Weights : spec.Weights, "none", "1/y", "1/y2"),
        Unit = spec.Unit.Trim() is { Length: > 0 } unit ? unit : Defaults.Unit,
        ControlLot = SpecInputs.Optional(spec.ControlLot),
        Confidence = Share("potency.confidence", spec.HasConfidence ? spec.Confidence : Defaults.Confidence),
        Tolerance = Above("potency.tolerance", spec.HasTolerance ? spec.Tolerance : Defaults.Tolerance, 0),
        LowestTolerance = Above("potency.lowest_tolerance", spec.HasLowestTolerance ? spec.LowestTolerance : Defaults.LowestTolerance, 0),
        MostVariation = Above("potency.most_variation", spec.HasMostVariation ? spec.MostVariation : Defaults.MostVariation, 0),
        ParallelMargin = Above("potency.parallel_margin", spec.HasParallelMargin ? spec.ParallelMargin : Defaults.ParallelMargin, 0),
        LowerLimit = spec.HasLowerLimit ? Above("potency.lower_limit", spec.LowerLimit, 0) : null,
        UpperLimit = spec.HasUpperLimit ? Above("potency.upper_limit", spec.UpperLimit, 0) : null,
        Cells = spec.HasCells ? Above("potency.cells", spec.Cells, 0) : null,
        Hours = spec.HasHours ? Above("potency.hours", spec.Hours, 0) : null,
        Volume = spec.HasVolume ? Above("potency.volume", spec.Volume, 0) : null,
    };

    /// <inheritdoc/>
    protected override (string Field, string Name) Dataset(PotencySpec spec) => ("potency.dataset", spec.Dataset);

    /// <inheritdoc/>
    protected override (string Field, string Code) Language(PotencySpec spec) => ("potency.report_language", spec.ReportLanguage);

    /// <inheritdoc/>
    protected override PotencyPipeline Read(PotencySpec spec, string table) => new(new PotencyRequest { Table = table, Parameters = Parameters(spec), ResponseColumn = SpecInputs.Optional(spec.ResponseColumn) });

    /// <inheritdoc/>
    protected override string Design(PotencyPipeline pipeline) => pipeline.Design;

    /// <inheritdoc/>
    protected override string TableLabel => PotencyPipeline.TableLabel;

    /// <inheritdoc/>
    protected override PotencyResult Run(PotencyPipeline pipeline, Core.Progress.StepProgress progress) => pipeline.Run(progress);

    /// <inheritdoc/>
    protected override void Write(string folder, PotencyResult result, Provenance record, ReportLanguage language, CancellationToken cancellation) => PotencyPipeline.Write(folder, result, record, language, cancellation);
}
