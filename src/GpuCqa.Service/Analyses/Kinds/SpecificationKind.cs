using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Records;
using GpuCqa.Pipelines.Specifications;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Devices;
using GpuCqa.Statistics;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Limits for a specification from the lots of a cohort; the same files as the command line's.</summary>
public sealed class SpecificationKind(SpecInputs named, CallerWords words) : AnalysisKind
{
    private const long Bytes = 64L << 20;

    private static readonly SpecificationParameters Defaults = new();

    /// <inheritdoc/>
    public override AnalysisSpec.KindOneofCase Case => AnalysisSpec.KindOneofCase.Specification;

    /// <inheritdoc/>
    public override AnalysisSpec Settle(string project, AnalysisSpec spec)
    {
        SpecificationSpec asked = spec.Specification;
        if (asked.Cohort.Length == 0) throw new InvalidParameterException("specification.cohort names no cohort.");
        return new(spec) { Specification = new SpecificationSpec(asked) { CohortEtag = named.Etag("specification.cohort", project, asked.Cohort, asked.CohortEtag) } };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec)
    {
        _ = Language(spec.Specification);
        (Cohort cohort, LotTable lots) = Lots(spec.Specification);
        _ = new SpecificationPipeline(lots, Read(spec.Specification));
        return [cohort.Etag];
    }

    /// <inheritdoc/>
    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation) => new(Bytes, 0);

    /// <inheritdoc/>
    public override void Run(AnalysisRun run)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        SpecificationSpec spec = run.Spec.Specification;
        var steps = new StepRecorder(run.Progress);
        (Cohort cohort, LotTable lots) = Lots(spec);
        SpecificationResult result = new SpecificationPipeline(lots, Read(spec)).Run(steps);
        result = result with { Notes = [.. result.Notes.Select(words.Of)], Warnings = [.. result.Warnings.Select(words.Of)] };
        Provenance record = ProvenanceRecord.Of(started, [SpecInputs.Record(cohort, SpecificationPipeline.TableLabel, "cohort")], run.Device, steps, new ProgramRecord(DeviceFamilies.IlgpuVersion, null));
        SpecificationPipeline.Write(run.Output.Folder, result, record, Language(spec), run.Cancellation);
    }

    private (Cohort Cohort, LotTable Lots) Lots(SpecificationSpec spec) => named.Lots(spec.Cohort, spec.CohortEtag, [.. spec.Lower, .. spec.Upper, .. spec.Both]);

    private static SpecificationParameters Read(SpecificationSpec s) => new()
    {
        Lower = Names("specification.lower", s.Lower), Upper = Names("specification.upper", s.Upper), Both = Names("specification.both", s.Both), Log = Names("specification.log", s.Log), Logit = Names("specification.logit", s.Logit),
        Specified = Names("specification.specified", s.Specified), Content = s.HasContent ? s.Content : Defaults.Content, Confidence = s.HasConfidence ? s.Confidence : Defaults.Confidence, NextLots = s.HasNextLots ? s.NextLots : Defaults.NextLots,
        Role = s.Role.Length == 0 ? null : s.Role,
    };

    private static ReportLanguage Language(SpecificationSpec spec) => LanguageNames.Parse(OneOf("specification.report_language", spec.ReportLanguage.Length == 0 ? "en" : spec.ReportLanguage, "en", "ja"));
}
