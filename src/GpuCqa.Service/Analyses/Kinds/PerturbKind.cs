using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Perturbations;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Knock-downs over lots; the same files as the command line's.</summary>
public sealed class PerturbKind(SpecInputs named, CallerWords words) : LotTableKind<PerturbSpec, PerturbPipeline, PerturbationResult>(named, words, AnalysisSpec.KindOneofCase.Perturb, s => s.Perturb)
{
    private static readonly PerturbParameters Defaults = new() { Readout = "", NonTargeting = [], PositiveControl = "" };

    /// <summary>The parameters of a message, checked; what is unset takes the command line's default.</summary>
    /// <exception cref="InvalidParameterException">A value is out of its range; names the field.</exception>
    public static PerturbParameters Parameters(PerturbSpec spec) => new()
    {
        Readout = spec.Readout.Trim() is { Length: > 0 } readout ? readout : throw new InvalidParameterException("perturb.readout is empty; name the column of the readout."),
        PositiveControl = spec.PositiveControl.Trim() is { Length: > 0 } gene ? gene : throw new InvalidParameterException("perturb.positive_control is empty; without one the experiment says nothing."),
        NonTargeting = Names("perturb.non_targeting", spec.NonTargeting),
        Direction = OneOf("perturb.direction", spec.Direction.Length == 0 ? Defaults.Direction : spec.Direction, "decrease", "increase"),
        Correction = OneOf("perturb.correction", spec.Correction.Length == 0 ? Defaults.Correction : spec.Correction, "holm", "dunnett"),
        Alpha = Share("perturb.alpha", spec.HasAlpha ? spec.Alpha : Defaults.Alpha),
        Confidence = Share("perturb.confidence", spec.HasConfidence ? spec.Confidence : Defaults.Confidence),
        LeastKnockdown = Number("perturb.least_knockdown", spec.HasLeastKnockdown ? spec.LeastKnockdown : Defaults.LeastKnockdown, 0, 100),
        FewestSirnas = Whole("perturb.fewest_sirnas", spec.HasFewestSirnas ? spec.FewestSirnas : Defaults.FewestSirnas, 1, 100),
        Margin = Share("perturb.margin", spec.HasMargin ? spec.Margin : Defaults.Margin),
        LeastViability = Share("perturb.least_viability", spec.HasLeastViability ? spec.LeastViability : Defaults.LeastViability),
        PerViableCell = spec.PerViableCell,
    };

    /// <inheritdoc/>
    protected override (string Field, string Name) Dataset(PerturbSpec spec) => ("perturb.dataset", spec.Dataset);

    /// <inheritdoc/>
    protected override (string Field, string Code) Language(PerturbSpec spec) => ("perturb.report_language", spec.ReportLanguage);

    /// <inheritdoc/>
    protected override PerturbPipeline Read(PerturbSpec spec, string table) => new(new PerturbRequest { Table = table, Parameters = Parameters(spec), ViabilityColumn = SpecInputs.Optional(spec.ViabilityColumn), KnockdownColumn = SpecInputs.Optional(spec.KnockdownColumn) });

    /// <inheritdoc/>
    protected override string Design(PerturbPipeline pipeline) => pipeline.Design;

    /// <inheritdoc/>
    protected override string TableLabel => PerturbPipeline.TableLabel;

    /// <inheritdoc/>
    protected override PerturbationResult Run(PerturbPipeline pipeline, Core.Progress.StepProgress progress) => pipeline.Run(progress);

    /// <inheritdoc/>
    protected override void Write(string folder, PerturbationResult result, Provenance record, ReportLanguage language, CancellationToken cancellation) => PerturbPipeline.Write(folder, result, record, language, cancellation);
}
