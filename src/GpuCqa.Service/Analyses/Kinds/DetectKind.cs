using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Detections;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Devices;
using GpuCqa.Statistics;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Whether a rare hazard would be seen; the same files as the command line's.</summary>
public sealed class DetectKind(SpecInputs named, CallerWords words) : AnalysisKind
{
    private const long Bytes = 64L << 20;

    private static readonly DetectParameters Defaults = new();

    /// <inheritdoc/>
    public override AnalysisSpec.KindOneofCase Case => AnalysisSpec.KindOneofCase.Detect;

    /// <inheritdoc/>
    public override AnalysisSpec Settle(string project, AnalysisSpec spec)
    {
        DetectSpec asked = spec.Detect;
        if (asked.Cohort.Length > 0) return new(spec) { Detect = new DetectSpec(asked) { CohortEtag = named.Etag("detect.cohort", project, asked.Cohort, asked.CohortEtag) } };
        return asked.CohortEtag.Length == 0 ? spec : throw new InvalidParameterException("detect.cohort_etag is for a cohort, and detect.cohort names none.");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec)
    {
        _ = Language(spec.Detect);
        (Cohort? cohort, LotTable? lots) = Lots(spec.Detect);
        _ = new DetectPipeline(lots, Read(spec.Detect)).Run(StepProgress.None);
        return cohort is null ? [] : [cohort.Etag];
    }

    /// <inheritdoc/>
    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation) => new(Bytes, 0);

    /// <inheritdoc/>
    public override void Run(AnalysisRun run)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        DetectSpec spec = run.Spec.Detect;
        var steps = new StepRecorder(run.Progress);
        (Cohort? cohort, LotTable? lots) = Lots(spec);
        DetectResult result = new DetectPipeline(lots, Read(spec)).Run(steps);
        result = result with { Warnings = [.. result.Warnings.Select(words.Of)] };
        Provenance record = ProvenanceRecord.Of(started, cohort is null ? [] : [SpecInputs.Record(cohort, DetectPipeline.TableLabel, "cohort")], run.Device, steps, new ProgramRecord(DeviceFamilies.IlgpuVersion, null));
        DetectPipeline.Write(run.Output.Folder, result, record, Language(spec), run.Cancellation);
    }

    private (Cohort? Cohort, LotTable? Lots) Lots(DetectSpec spec) => spec.Cohort.Length == 0 ? (null, null) : named.Lots(spec.Cohort, spec.CohortEtag, ["cells", "hazard"]);

    private static DetectParameters Read(DetectSpec s) => new()
    {
        Frequency = s.HasFrequency ? s.Frequency : Defaults.Frequency, Cells = s.HasCells ? s.Cells : Defaults.Cells, Lots = s.HasLots ? s.Lots : Defaults.Lots, Capture = s.HasCapture ? s.Capture : Defaults.Capture, Kept = s.HasKept ? s.Kept : Defaults.Kept,
        Sensitivity = s.HasSensitivity ? s.Sensitivity : Defaults.Sensitivity, FalsePositives = s.FalsePositives, MinimumCells = s.HasMinimumCells ? s.MinimumCells : Defaults.MinimumCells, Icc = s.HasIcc ? s.Icc : Defaults.Icc,
        Probability = s.HasProbability ? s.Probability : Defaults.Probability, Confidence = s.HasConfidence ? s.Confidence : Defaults.Confidence, LotSize = s.HasLotSize ? s.LotSize : null, Pool = s.HasPool ? s.Pool : Defaults.Pool, Dose = s.HasDose ? s.Dose : null,
        ConfirmSensitivity = s.HasConfirmSensitivity ? s.ConfirmSensitivity : null, ConfirmFalsePositives = s.HasConfirmFalsePositives ? s.ConfirmFalsePositives : null, ValidationPositives = s.ValidationPositives, ValidationNegatives = s.ValidationNegatives,
        Acceptable = s.HasAcceptable ? s.Acceptable : null, Unacceptable = s.HasUnacceptable ? s.Unacceptable : null,
    };

    private static ReportLanguage Language(DetectSpec spec) => LanguageNames.Parse(OneOf("detect.report_language", spec.ReportLanguage.Length == 0 ? "en" : spec.ReportLanguage, "en", "ja"));
}
