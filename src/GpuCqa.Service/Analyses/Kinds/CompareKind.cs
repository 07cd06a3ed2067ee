using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Comparisons;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Devices;
using GpuCqa.Statistics;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Lots before and after a change of the process; the same files as the command line's.</summary>
public sealed class CompareKind(SpecInputs named, CallerWords words) : AnalysisKind
{
    /// <inheritdoc/>
    public override AnalysisSpec.KindOneofCase Case => AnalysisSpec.KindOneofCase.Compare;

    /// <inheritdoc/>
    public override AnalysisSpec Settle(string project, AnalysisSpec spec)
    {
        CompareSpec asked = spec.Compare;
        return new(spec) { Compare = new CompareSpec(asked) { CohortEtag = named.Etag("compare.cohort", project, asked.Cohort, asked.CohortEtag) } };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec)
    {
        Request request = Read(project, spec.Compare);
        _ = new ComparePipeline(request.Asked);
        return [request.Cohort.Etag, .. request.Datasets.Select(d => d.Record.Uid)];
    }

    /// <inheritdoc/>
    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation) =>
        KindNeed.States(Read(project, spec.Compare).Datasets.Sum(d => d.Record.Size), cells: true);

    /// <inheritdoc/>
    public override AnalysisPlan Describe(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        AnalysisPlan plan = base.Describe(project, spec, device, deviceFreeBytes, cancellation);
        plan.Design = new ComparePipeline(Read(project, spec.Compare).Asked).Design.Sentence;
        return plan;
    }

    /// <inheritdoc/>
    public override void Run(AnalysisRun run)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        Request request = Read(run.Project, run.Spec.Compare);
        var steps = new StepRecorder(run.Progress);
        var pipeline = new ComparePipeline(request.Asked);
        CompareResult result = pipeline.Run(run.Device, steps, run.Cancellation);
        result = result with { Notes = [.. result.Notes.Select(words.Of)], Warnings = [.. result.Warnings.Select(words.Of)] };
        result = SpecPlan.Mark(run.Spec, result, () => pipeline.Planned);
        // The same labels as the command line's, in its order.
        InputFile[] files = [.. request.Datasets.SelectMany(d => named.Files(d.Record).Select(f => f with { Label = d.Label }))];
        InputRecord[] inputs = [SpecInputs.Record(request.Cohort, ComparePipeline.SheetLabel, "cohort"), .. InputFiles.Hash(files, steps, run.Cancellation), .. SpecPlan.Record(run.Spec)];
        Provenance record = ProvenanceRecord.Of(started, inputs, run.Device, steps, new ProgramRecord(DeviceFamilies.IlgpuVersion, null));
        steps.Begin("write results", 0);
        ComparePipeline.Write(run.Output.Folder, result, record, request.Language, run.Cancellation);
        steps.End();
    }

    private Request Read(string project, CompareSpec spec)
    {
        CompareParameters parameters = CompareFields.Read(spec);
        ReportLanguage language = LanguageNames.Parse(OneOf("compare.report_language", spec.ReportLanguage.Length == 0 ? "en" : spec.ReportLanguage, "en", "ja"));
        DatasetRecord? attributes = Dataset("compare.attributes", project, spec.Attributes), method = Dataset("compare.method", project, spec.Method), cells = Dataset("compare.cells", project, spec.Cells);
        string[] columns = [.. new[] { parameters.Before, parameters.After }.Select(r => r.Split('=')[0].Trim()), .. parameters.Pair is { } pair ? (string[])[pair] : []];
        (Cohort cohort, LotTable lots) = named.Lots(spec.Cohort, spec.CohortEtag, columns);
        var asked = new CompareRequest { Lots = lots, Attributes = Path(attributes), Method = Path(method), Cells = Path(cells), Parameters = parameters };
        (string, DatasetRecord?)[] all = [(ComparePipeline.AttributesLabel, attributes), (ComparePipeline.MethodLabel, method), (ComparePipeline.CellsLabel, cells)];
        return new Request(cohort, [.. all.Where(d => d.Item2 is not null).Select(d => (d.Item1, d.Item2!))], asked, language);
    }

    private DatasetRecord? Dataset(string field, string project, string name)
    {
        if (name.Length == 0) return null;
        DatasetRecord record = named.Dataset(field, project, name);
        return record.Files.Count == 1 ? record : throw new InvalidParameterException($"{field} {name} has {record.Files.Count} files; expected one.");
    }

    private string? Path(DatasetRecord? record) => record is null ? null : named.PathOf(record);

    private sealed record Request(Cohort Cohort, IReadOnlyList<(string Label, DatasetRecord Record)> Datasets, CompareRequest Asked, ReportLanguage Language);
}
