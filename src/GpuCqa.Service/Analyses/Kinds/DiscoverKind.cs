using System.Security.Cryptography;
using System.Text.RegularExpressions;
using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Results;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Cohorts;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Devices;
using GpuCqa.Service.Naming;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>From a cohort to the subpopulation whose fraction goes with a readout; the same files as the command line's.</summary>
public sealed class DiscoverKind(CohortTable cohorts, CohortLots lots, DatasetLibrary library, CallerWords words) : AnalysisKind
{
    /// <inheritdoc/>
    public override AnalysisSpec.KindOneofCase Case => AnalysisSpec.KindOneofCase.Discover;

    /// <inheritdoc/>
    public override AnalysisSpec Settle(string project, AnalysisSpec spec)
    {
        string[] parts = ResourceId.Parse("discover.cohort", spec.Discover.Cohort, "projects/{project}/cohorts/{cohort}");
        if (parts[0] != project) throw new InvalidParameterException($"discover.cohort {spec.Discover.Cohort} is of another project than the analysis.");
        Cohort cohort = cohorts.Find(project, parts[1]) ?? throw new NotFoundException($"{spec.Discover.Cohort}: there is no such cohort.");
        string wanted = spec.Discover.CohortEtag;
        if (wanted.Length > 0 && wanted != cohort.Etag) throw new RefusedException(ErrorReason.Aborted, $"{spec.Discover.Cohort} is another one than discover.cohort_etag says; read it again.");
        return new AnalysisSpec(spec) { Discover = new DiscoverSpec(spec.Discover) { CohortEtag = cohort.Etag } };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec)
    {
        H5adWriter.Check();
        Request request = Read(spec.Discover);
        return [spec.Discover.CohortEtag, .. request.Datasets.Values.Select(d => d.Uid)];
    }

    /// <inheritdoc/>
    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        MemoryPlan plan = Read(spec.Discover).Pipeline.Plan(deviceFreeBytes, _ => { }, cancellation);
        plan.Require(device.Kind);
        return new JobNeed(plan.HostPeakBytes, plan.DevicePeakBytes);
    }

    /// <inheritdoc/>
    public override AnalysisPlan Describe(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        DiscoveryPipeline pipeline = Read(spec.Discover).Pipeline;
        var notes = new List<string>();
        if (pipeline.Dropped is { } dropped) notes.Add(dropped);
        MemoryPlan plan = pipeline.Plan(deviceFreeBytes, notes.Add, cancellation);
        try
        {
            plan.Require(device.Kind);
        }
        catch (DeviceMemoryException shortage)
        {
            notes.Add(shortage.Message);
        }

        return new AnalysisPlan { HostPeakBytes = plan.HostPeakBytes, DevicePeakBytes = plan.DevicePeakBytes, Fits = plan.Fits, Notes = { notes }, Discovery = DiscoveryPlans.Of(plan, pipeline.Design.Sentence) };
    }

    /// <inheritdoc/>
    public override void Run(AnalysisRun run)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        Request request = Read(run.Spec.Discover);
        var steps = new StepRecorder(run.Progress);
        if (request.Pipeline.Dropped is { } dropped) steps.Note(dropped);
        DiscoveryResult result;
        try
        {
            result = request.Pipeline.Run(run.Device, steps, run.Cancellation);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new InvalidParameterException("discover.mito_pattern takes too long on the gene names; write it without nested repetition.", error);
        }

        result = result with { Notes = result.Notes.Select(words.Of).ToArray() };
        InputRecord[] inputs = [OfCohort(request.Cohort), .. InputFiles.Hash(Files(request), steps, run.Cancellation)];
        Provenance record = ProvenanceRecord.Of(started, inputs, run.Device, steps.Times, new ProgramRecord(DeviceFamilies.IlgpuVersion, null));
        steps.Begin("write results", 0);
        DiscoveryPipeline.Write(run.Output.Folder, result, record, request.Language, run.Cancellation);
        steps.End();
    }

    // The sheet that it was read from, where a client says so: the same record as the command line's.
    private static InputRecord OfCohort(Cohort cohort)
    {
        if (cohort.Sheet is { } sheet) return new InputRecord("cohort sheet", $"{cohort.Name}/{sheet.Path}", sheet.SizeBytes, sheet.Sha256);
        byte[] bytes = Google.Protobuf.MessageExtensions.ToByteArray(cohort);
        return new InputRecord("cohort", cohort.Name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private Request Read(DiscoverSpec spec)
    {
        DiscoverParameters parameters = DiscoverFields.Read(spec);
        Cohort cohort = cohorts.OfUid(spec.CohortEtag) ?? throw new NotFoundException($"{spec.Cohort}: there is no such cohort.");
        IReadOnlyDictionary<string, DatasetRecord> datasets = lots.Datasets(cohort);
        Core.Cohorts.Cohort sheet = lots.Of(cohort, datasets);
        CohortLots.CheckReadouts(sheet, parameters.Readouts);
        var files = new CellFileOptions { Genome = Optional(spec.Read?.Genome), Layer = Optional(spec.Read?.Layer), UseRaw = spec.Read?.UseRaw ?? false };
        var pipeline = new DiscoveryPipeline(sheet, parameters, Optional(cohort.LotColumn), files);
        return new Request(cohort, datasets, pipeline, LanguageNames.Parse(FieldCheck.OneOf("discover.report_language", spec.ReportLanguage.Length == 0 ? "en" : spec.ReportLanguage, "en", "ja")));
    }

    // The same labels as of a cohort sheet: the first lot that a file belongs to, and the file.
    private List<InputFile> Files(Request request)
    {
        var files = new List<InputFile>();
        var used = request.Pipeline.Lots.Select(l => l.Name).ToHashSet(StringComparer.Ordinal);
        foreach (CohortLot lot in request.Cohort.Lots.Where(l => l.Dataset.Length > 0 && used.Contains(l.Lot)).DistinctBy(l => l.Dataset, StringComparer.Ordinal))
        {
            DatasetRecord dataset = request.Datasets[lot.Dataset];
            files.AddRange(dataset.Files.Select(f => new InputFile($"{lot.Lot}/{f.Path}", library.PathOf(dataset, f), $"{dataset.Name}/{f.Path}") { Sha256 = f.Sha256 }));
        }

        return files;
    }

    private static string? Optional(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private sealed record Request(Cohort Cohort, IReadOnlyDictionary<string, DatasetRecord> Datasets, DiscoveryPipeline Pipeline, ReportLanguage Language);
}
