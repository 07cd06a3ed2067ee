using System.Text.RegularExpressions;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Mappings;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Devices;
using GpuCqa.Service.References;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>New lots onto a frozen reference, and whether its claims stand on them; the same files as the command line's.</summary>
public sealed class MapKind(SpecInputs named, ReferenceTable references, ReferenceStore store, CallerWords words) : AnalysisKind
{
    /// <inheritdoc/>
    public override AnalysisSpec.KindOneofCase Case => AnalysisSpec.KindOneofCase.Map;

    /// <inheritdoc/>
    public override AnalysisSpec Settle(string project, AnalysisSpec spec) => new(spec)
    {
        Map = new MapSpec(spec.Map)
        {
            CohortEtag = named.Etag("map.cohort", project, spec.Map.Cohort, spec.Map.CohortEtag),
            ReferenceEtag = Etag(references, "map.reference", project, spec.Map.Reference, spec.Map.ReferenceEtag),
        },
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec)
    {
        H5adWriter.Check();
        Request request = Read(spec.Map);
        return [spec.Map.CohortEtag, request.Reference.Etag, .. request.Cohort.Datasets.Values.Select(d => d.Uid)];
    }

    /// <inheritdoc/>
    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        Request request = Read(spec.Map);
        MapNeed need = request.Pipeline.Need(request.Pipeline.Size(_ => { }, cancellation), deviceFreeBytes);
        return new JobNeed(need.HostBytes, need.DeviceBytes);
    }

    /// <inheritdoc/>
    public override AnalysisPlan Describe(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        Request request = Read(spec.Map);
        var notes = new List<string>();
        notes.AddRange(request.Pipeline.Notes);
        MapNeed need = request.Pipeline.Need(request.Pipeline.Size(notes.Add, cancellation), deviceFreeBytes);
        return new AnalysisPlan { HostPeakBytes = need.HostBytes, DevicePeakBytes = need.DeviceBytes, Fits = true, Notes = { notes }, Design = string.Join('\n', request.Pipeline.Designs) };
    }

    /// <inheritdoc/>
    public override void Run(AnalysisRun run)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        Request request = Read(run.Spec.Map);
        var steps = new StepRecorder(run.Progress);
        MapResult result;
        try
        {
            result = request.Pipeline.Run(run.Device, steps, run.Cancellation);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new InvalidParameterException("The mito_pattern of the reference takes too long on the gene names of the lots.", error);
        }

        result = result with { Notes = [.. result.Notes.Select(words.Of)], Warnings = [.. result.Warnings.Select(words.Of)] };
        result = SpecPlan.Mark(run.Spec, result, () => request.Pipeline.Planned);
        InputRecord[] inputs =
        [
            SpecInputs.Record(request.Cohort.Message, "cohort sheet", "cohort"), .. InputFiles.Hash(Files(request), steps, run.Cancellation), .. SpecPlan.Record(run.Spec),
            request.Pipeline.ReferenceRecord with { Path = request.Reference.Name },
        ];
        Provenance record = ProvenanceRecord.Of(started, inputs, run.Device, steps, new ProgramRecord(DeviceFamilies.IlgpuVersion, null));
        steps.Begin("write results", 0);
        MapPipeline.Write(run.Output.Folder, result, record, request.Language, run.Cancellation);
        steps.End();
    }

    /// <summary>The etag of a reference as it is now.</summary>
    internal static string Etag(ReferenceTable references, string field, string project, string name, string wanted)
    {
        FrozenReference found = references.Find(project, SpecInputs.Own(field, project, name, "references/{reference}")) ?? throw new NotFoundException($"{name}: there is no such reference.");
        return wanted.Length == 0 || wanted == found.Etag ? found.Etag : throw new RefusedException(ErrorReason.Aborted, $"{name} is another one than {field}_etag says; read it again.");
    }

    private Request Read(MapSpec spec)
    {
        MapParameters parameters = MapFields.Read(spec);
        ReportLanguage language = LanguageNames.Parse(SpecFields.OneOf("map.report_language", spec.ReportLanguage.Length == 0 ? "en" : spec.ReportLanguage, "en", "ja"));
        FrozenReference reference = references.OfUid(spec.ReferenceEtag) ?? throw new NotFoundException($"{spec.Reference}: there is no such reference.");
        SpecCohort cohort = named.Cohort(spec.Cohort, spec.CohortEtag, [], "map.cohort");
        var pipeline = new MapPipeline(new MapRequest
        {
            Cohort = cohort.Sheet,
            Reference = store.PathOf(reference.ReferenceSha256),
            Parameters = parameters,
            LotColumn = SpecInputs.Optional(cohort.Message.LotColumn),
            Files = SpecInputs.Options(spec.Read) with { Images = ImageFields.Of(spec) },
        });
        return new Request(cohort, reference, pipeline, language);
    }

    // The same labels as of a cohort sheet: the first lot that a file belongs to, and the file.
    private IReadOnlyList<InputFile> Files(Request request)
    {
        var used = request.Pipeline.ReadLots.Select(l => l.Name).ToHashSet(StringComparer.Ordinal);
        return [.. request.Cohort.Message.Lots.Where(l => l.Dataset.Length > 0 && used.Contains(l.Lot)).DistinctBy(l => l.Dataset, StringComparer.Ordinal).SelectMany(l => named.Files(request.Cohort.Datasets[l.Dataset], l.Lot))];
    }

    private sealed record Request(SpecCohort Cohort, FrozenReference Reference, MapPipeline Pipeline, ReportLanguage Language);
}
