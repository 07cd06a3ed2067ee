using System.Text.RegularExpressions;
using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Results;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Pipelines.Cohorts;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Plans;
using GpuCqa.Pipelines.Records;
using GpuCqa.Pipelines.Scratch;
using GpuCqa.Pipelines.Steps;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Analyses.Clusters;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Devices;
using GpuCqa.Service.Hosting;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>From a cohort to the subpopulation whose fraction goes with a readout; the same files as the command line's.</summary>
public sealed class DiscoverKind(SpecInputs named, CallerWords words, ClusterRuns clusters, ServiceOptions options) : AnalysisKind
{
    private const int MostGeneSets = 20;

    /// <inheritdoc/>
    public override AnalysisSpec.KindOneofCase Case => AnalysisSpec.KindOneofCase.Discover;

    /// <inheritdoc/>
    public override AnalysisSpec Settle(string project, AnalysisSpec spec) => new(spec)
    {
        Discover = new DiscoverSpec(spec.Discover) { CohortEtag = named.Etag("discover.cohort", project, spec.Discover.Cohort, spec.Discover.CohortEtag) },
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec)
    {
        H5adWriter.Check();
        Request request = Read(project, spec.Discover);
        return [spec.Discover.CohortEtag, .. request.Cohort.Datasets.Values.Concat(request.GeneSets).Select(d => d.Uid).Distinct(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        Request request = Read(project, spec.Discover);
        MemoryPlan plan = request.Pipeline.Plan(deviceFreeBytes, _ => { }, cancellation, options.Jobs.HostMemory);
        plan.Require(device.Kind);
        return new JobNeed(clusters.Plan(request.Pipeline, request.Reading, cancellation) is { } tasks ? clusters.HostBytes(tasks) : plan.HostPeakBytes, plan.DevicePeakBytes);
    }

    /// <inheritdoc/>
    public override AnalysisPlan Describe(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        Request request = Read(project, spec.Discover);
        DiscoveryPipeline pipeline = request.Pipeline;
        var notes = new List<string>();
        notes.AddRange(pipeline.Notes);
        MemoryPlan plan = pipeline.Plan(deviceFreeBytes, notes.Add, cancellation, options.Jobs.HostMemory);
        try
        {
            plan.Require(device.Kind);
        }
        catch (DeviceMemoryException shortage)
        {
            notes.Add(shortage.Message);
        }

        long host = plan.HostPeakBytes;
        if (clusters.Plan(pipeline, request.Reading, cancellation) is { } tasks)
        {
            host = clusters.HostBytes(tasks);
            notes.Add($"Up to the graph of cells it runs in {tasks.Phases.Sum(p => p.Tasks)} tasks of the executor {options.Cluster.Executor}.");
        }

        return new AnalysisPlan { HostPeakBytes = host, DevicePeakBytes = plan.DevicePeakBytes, Fits = plan.Fits, Notes = { notes }, Design = pipeline.Design.Sentence, Discovery = Message(plan, pipeline.Design.Sentence) };
    }

    /// <inheritdoc/>
    public override void Run(AnalysisRun run)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        Request request = Read(run.Project, run.Spec.Discover);
        var steps = new StepRecorder(run.Progress);
        foreach (string note in request.Pipeline.Notes) steps.Note(note);
        using var room = new JobRoom(options.Jobs.HostMemory, run.Output.Scratch);
        IReadOnlyList<InputFile> files = Files(request);
        InputRecord sheet = SpecInputs.Record(request.Cohort.Message, "cohort sheet", "cohort");
        // Hashes that are known since the files came; they are checked below.
        using CohortSteps? tasks = clusters.Plan(request.Pipeline, request.Reading, run.Cancellation) is null ? null
            : CohortSteps.Of(clusters.Run(request.Cohort.Sheet, request.Pipeline, request.Reading, run.TaskFolder, steps, run.Cancellation), run.Device, run.Cancellation);
        using StepStore? kept = tasks is null && run.Steps is { } place ? new StepStore(place, () => [(sheet.Label, sheet.Sha256), .. files.Select(f => (f.Label, f.Sha256!))]) : null;
        DiscoveryResult result;
        try
        {
            result = request.Pipeline.Run(run.Device, steps, run.Cancellation, room, tasks?.Kept ?? kept);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new InvalidParameterException("discover.mito_pattern takes too long on the gene names; write it without nested repetition.", error);
        }

        result = result with { Notes = [.. result.Notes.Select(words.Of)], Warnings = [.. result.Warnings.Select(words.Of)] };
        result = SpecPlan.Mark(run.Spec, result, () => PlannedRun.Of(request.Pipeline.Parameters, request.Pipeline.Roles, request.Pipeline.Lots.Select(l => l.Name)));
        InputRecord[] inputs = [sheet, .. InputFiles.Hash(files, steps, run.Cancellation), .. SpecPlan.Record(run.Spec)];
        Provenance record = ProvenanceRecord.Of(started, inputs, run.Device, steps, new ProgramRecord(DeviceFamilies.IlgpuVersion, null));
        steps.Begin("write results", 0);
        DiscoveryPipeline.Write(run.Output.Folder, result, record, request.Language, run.Cancellation);
        steps.End();
    }

    private Request Read(string project, DiscoverSpec spec)
    {
        DiscoverParameters parameters = DiscoverFields.Read(spec);
        if (spec.GeneSets.Count > MostGeneSets) throw new InvalidParameterException($"discover.gene_sets has {spec.GeneSets.Count} entries; expected at most {MostGeneSets}.");
        DatasetRecord[] geneSets = [.. spec.GeneSets.Select(n => named.Dataset("discover.gene_sets", project, n))];
        if (geneSets.FirstOrDefault(d => d.Format != DatasetHeaders.GeneSets) is { } other) throw new InvalidParameterException($"discover.gene_sets {other.Name} is {other.Format}; expected a dataset of the content CONTENT_GENE_SETS.");
        SpecCohort cohort = named.Cohort(spec.Cohort, spec.CohortEtag, parameters.Levels.Count > 0 ? [] : parameters.Readouts, "discover.readouts");
        var pipeline = new DiscoveryPipeline(cohort.Sheet, parameters, SpecInputs.Optional(cohort.Message.LotColumn), SpecInputs.Options(spec.Read), [.. geneSets.Select(named.PathOf)]);
        CellFileOptions read = SpecInputs.Options(spec.Read);
        var reading = new CohortReading(SpecInputs.Optional(cohort.Message.LotColumn), read.Genome, read.Layer, read.UseRaw, read.IdColumn);
        return new Request(cohort, geneSets, pipeline, reading, LanguageNames.Parse(SpecFields.OneOf("discover.report_language", spec.ReportLanguage.Length == 0 ? "en" : spec.ReportLanguage, "en", "ja")));
    }

    // The same labels as of a cohort sheet: the first lot that a file belongs to, and the file.
    private IReadOnlyList<InputFile> Files(Request request)
    {
        var used = request.Pipeline.ReadLots.Select(l => l.Name).ToHashSet(StringComparer.Ordinal);
        IEnumerable<InputFile> geneSets = request.GeneSets.SelectMany(d => named.Files(d)).Select(f => DiscoveryPipeline.GeneSetInput(f.Path, f.Shown) with { Sha256 = f.Sha256 });
        return [.. request.Cohort.Message.Lots.Where(l => l.Dataset.Length > 0 && used.Contains(l.Lot)).DistinctBy(l => l.Dataset, StringComparer.Ordinal).SelectMany(l => named.Files(request.Cohort.Datasets[l.Dataset], l.Lot)), .. geneSets];
    }

    private static DiscoveryPlan Message(MemoryPlan plan, string design) => new()
    {
        Design = design,
        Lots = plan.Size.Lots,
        Cells = plan.Size.Cells,
        Genes = plan.Size.Genes,
        NonZeros = plan.Size.NonZeros,
        LargestBlockNonZeros = plan.Size.LargestBlock,
        Dense = plan.Size.IsDense,
        BlockCells = plan.BlockCells,
        Resident = plan.Travel.Resident,
        BlocksAhead = plan.Travel.Ahead,
        GenesPerBlock = plan.Travel.GenesPerBlock,
        Stripes = plan.Travel.Stripes,
        DeviceNeededBytes = plan.DeviceNeededBytes,
        Steps = { plan.Steps.Select(s => new PlannedStep { Step = s.Step, HostBytes = s.HostBytes, DeviceBytes = s.DeviceBytes, Sweeps = s.Sweeps }) },
    };

    private sealed record Request(SpecCohort Cohort, IReadOnlyList<DatasetRecord> GeneSets, DiscoveryPipeline Pipeline, CohortReading Reading, ReportLanguage Language);
}
