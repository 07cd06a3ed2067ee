using System.Text.RegularExpressions;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Detections;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Mappings;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Devices;
using GpuCqa.Service.References;
using GpuCqa.Statistics;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Whether a rare hazard would be seen; the same files as the command line's.</summary>
public sealed class DetectKind(SpecInputs named, ReferenceTable references, ReferenceStore store, CallerWords words) : AnalysisKind
{
    private const long Bytes = 64L << 20;

    private static readonly DetectParameters Defaults = new();

    /// <inheritdoc/>
    public override AnalysisSpec.KindOneofCase Case => AnalysisSpec.KindOneofCase.Detect;

    /// <inheritdoc/>
    public override AnalysisSpec Settle(string project, AnalysisSpec spec)
    {
        DetectSpec asked = spec.Detect;
        if (asked.Reference.Length > 0)
        {
            return new(spec)
            {
                Detect = new DetectSpec(asked)
                {
                    CohortEtag = named.Etag("detect.cohort", project, asked.Cohort, asked.CohortEtag), ReferenceEtag = MapKind.Etag(references, "detect.reference", project, asked.Reference, asked.ReferenceEtag),
                },
            };
        }

        if (asked.Cohort.Length > 0) return new(spec) { Detect = new DetectSpec(asked) { CohortEtag = named.Etag("detect.cohort", project, asked.Cohort, asked.CohortEtag) } };
        return asked.CohortEtag.Length == 0 ? spec : throw new InvalidParameterException("detect.cohort_etag is for a cohort, and detect.cohort names none.");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec)
    {
        _ = Language(spec.Detect);
        if (spec.Detect.Reference.Length > 0)
        {
            Mapped mapped = ReadMapped(project, spec.Detect);
            return [spec.Detect.CohortEtag, mapped.Reference.Etag, .. mapped.Cohort.Datasets.Values.Select(d => d.Uid), .. mapped.Hazard is { } hazard ? (string[])[hazard.Uid] : []];
        }

        if (spec.Detect.HasHazard || spec.Detect.HasResolution || spec.Detect.HazardCells.Length > 0 || spec.Detect.ReferenceEtag.Length > 0) throw new InvalidParameterException("detect.hazard, detect.resolution, detect.hazard_cells and detect.reference_etag are about cells that are mapped; detect.reference names no reference.");
        (Cohort? cohort, LotTable? lots) = Lots(spec.Detect);
        _ = new DetectPipeline(lots, Read(spec.Detect)).Run(StepProgress.None);
        return cohort is null ? [] : [cohort.Etag];
    }

    /// <inheritdoc/>
    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        if (spec.Detect.Reference.Length == 0) return new(Bytes, 0);
        MapNeed need = ReadMapped(project, spec.Detect).Pipeline.Need(deviceFreeBytes, cancellation);
        return new JobNeed(need.HostBytes + Bytes, need.DeviceBytes);
    }

    /// <inheritdoc/>
    public override void Run(AnalysisRun run)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        DetectSpec spec = run.Spec.Detect;
        if (spec.Reference.Length > 0)
        {
            RunMapped(run, ReadMapped(run.Project, spec), started);
            return;
        }

        var steps = new StepRecorder(run.Progress);
        (Cohort? cohort, LotTable? lots) = Lots(spec);
        DetectResult result = new DetectPipeline(lots, Read(spec)).Run(steps);
        result = result with { Warnings = [.. result.Warnings.Select(words.Of)] };
        Provenance record = ProvenanceRecord.Of(started, cohort is null ? [] : [SpecInputs.Record(cohort, DetectPipeline.TableLabel, "cohort")], run.Device, steps, new ProgramRecord(DeviceFamilies.IlgpuVersion, null));
        DetectPipeline.Write(run.Output.Folder, result, record, Language(spec), run.Cancellation);
    }

    private void RunMapped(AnalysisRun run, Mapped mapped, DateTimeOffset started)
    {
        var steps = new StepRecorder(run.Progress);
        DetectResult result;
        try
        {
            result = mapped.Pipeline.Run(run.Device, steps, run.Cancellation);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new InvalidParameterException("The mito_pattern of the reference takes too long on the gene names of the lots.", error);
        }

        result = result with { Notes = [.. result.Notes.Select(words.Of)], Warnings = [.. result.Warnings.Select(words.Of)] };
        var used = mapped.Pipeline.Lots.Select(l => l.Name).ToHashSet(StringComparer.Ordinal);
        InputFile[] files =
        [
            .. mapped.Cohort.Message.Lots.Where(l => l.Dataset.Length > 0 && used.Contains(l.Lot)).DistinctBy(l => l.Dataset, StringComparer.Ordinal).SelectMany(l => named.Files(mapped.Cohort.Datasets[l.Dataset], l.Lot)),
            .. mapped.Hazard is { } hazard ? named.Files(hazard, SpikePipeline.HazardLot) : [],
        ];
        InputRecord[] inputs = [SpecInputs.Record(mapped.Cohort.Message, "cohort sheet", "cohort"), .. InputFiles.Hash(files, steps, run.Cancellation), mapped.Pipeline.ReferenceRecord with { Path = mapped.Reference.Name }];
        Provenance record = ProvenanceRecord.Of(started, inputs, run.Device, steps, new ProgramRecord(DeviceFamilies.IlgpuVersion, null));
        DetectPipeline.Write(run.Output.Folder, result, record, Language(run.Spec.Detect), run.Cancellation);
    }

    private Mapped ReadMapped(string project, DetectSpec spec)
    {
        FrozenReference reference = references.OfUid(spec.ReferenceEtag) ?? throw new NotFoundException($"{spec.Reference}: there is no such reference.");
        SpecCohort cohort = named.Cohort(spec.Cohort, spec.CohortEtag, [], "detect.cohort");
        DatasetRecord? hazard = spec.HazardCells.Length == 0 ? null : named.Dataset("detect.hazard_cells", project, spec.HazardCells);
        var pipeline = new SpikePipeline(new SpikeRequest
        {
            Cohort = cohort.Sheet, Reference = store.PathOf(reference.ReferenceSha256), Parameters = Read(spec), HazardCells = hazard is null ? null : named.PathOf(hazard), LotColumn = SpecInputs.Optional(cohort.Message.LotColumn),
            Files = new CellFileOptions { Genome = SpecInputs.Optional(spec.Genome), Layer = SpecInputs.Optional(spec.Layer), UseRaw = spec.UseRaw },
        });
        return new Mapped(cohort, reference, hazard, pipeline);
    }

    private sealed record Mapped(SpecCohort Cohort, FrozenReference Reference, DatasetRecord? Hazard, SpikePipeline Pipeline);

    private (Cohort? Cohort, LotTable? Lots) Lots(DetectSpec spec) => spec.Cohort.Length == 0 ? (null, null) : named.Lots(spec.Cohort, spec.CohortEtag, ["cells", "hazard"]);

    private static DetectParameters Read(DetectSpec s) => new()
    {
        Frequency = s.HasFrequency ? s.Frequency : Defaults.Frequency, Cells = s.HasCells ? s.Cells : Defaults.Cells, Lots = s.HasLots ? s.Lots : Defaults.Lots, Capture = s.HasCapture ? s.Capture : Defaults.Capture, Kept = s.HasKept ? s.Kept : Defaults.Kept,
        Sensitivity = s.HasSensitivity ? s.Sensitivity : Defaults.Sensitivity, FalsePositives = s.FalsePositives, MinimumCells = s.HasMinimumCells ? s.MinimumCells : Defaults.MinimumCells, Icc = s.HasIcc ? s.Icc : Defaults.Icc,
        Probability = s.HasProbability ? s.Probability : Defaults.Probability, Confidence = s.HasConfidence ? s.Confidence : Defaults.Confidence, LotSize = s.HasLotSize ? s.LotSize : null, Pool = s.HasPool ? s.Pool : Defaults.Pool, Dose = s.HasDose ? s.Dose : null,
        ConfirmSensitivity = s.HasConfirmSensitivity ? s.ConfirmSensitivity : null, ConfirmFalsePositives = s.HasConfirmFalsePositives ? s.ConfirmFalsePositives : null, ValidationPositives = s.ValidationPositives, ValidationNegatives = s.ValidationNegatives,
        Acceptable = s.HasAcceptable ? s.Acceptable : null, Unacceptable = s.HasUnacceptable ? s.Unacceptable : null,
        Hazard = s.HasHazard ? s.Hazard : null, Resolution = s.HasResolution ? s.Resolution : null, Replicates = s.HasReplicates ? s.Replicates : Defaults.Replicates, Seed = s.HasSeed ? s.Seed : Defaults.Seed,
    };

    private static ReportLanguage Language(DetectSpec spec) => LanguageNames.Parse(OneOf("detect.report_language", spec.ReportLanguage.Length == 0 ? "en" : spec.ReportLanguage, "en", "ja"));
}
