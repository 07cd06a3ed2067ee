using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Devices;
using GpuCqa.Statistics;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>A kind that reads one small table of lots, without cells, and writes a result folder as the command line does.</summary>
/// <typeparam name="TSpec">Its message.</typeparam>
/// <typeparam name="TPipeline">Its pipeline, whose making reads and checks the table.</typeparam>
/// <typeparam name="TResult">Its result.</typeparam>
/// <param name="named">Datasets by name.</param>
/// <param name="words">Paths of this machine in the caller's words.</param>
/// <param name="kind">Field of the message.</param>
/// <param name="message">The message of a specification.</param>
public abstract class LotTableKind<TSpec, TPipeline, TResult>(SpecInputs named, CallerWords words, AnalysisSpec.KindOneofCase kind, Func<AnalysisSpec, TSpec> message) : AnalysisKind
    where TResult : AnalysisResult
{
    /// <inheritdoc/>
    public sealed override AnalysisSpec.KindOneofCase Case => kind;

    /// <summary>Name of the table's label in the provenance.</summary>
    protected abstract string TableLabel { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Check(string project, AnalysisSpec spec)
    {
        DatasetRecord table = Table(project, message(spec));
        _ = ReportIn(message(spec));
        _ = Read(message(spec), named.PathOf(table));
        return [table.Uid];
    }

    /// <inheritdoc/>
    public sealed override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation) => KindNeed.States(Table(project, message(spec)).Size, cells: false);

    /// <inheritdoc/>
    public sealed override AnalysisPlan Describe(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        AnalysisPlan plan = base.Describe(project, spec, device, deviceFreeBytes, cancellation);
        plan.Design = Design(Read(message(spec), named.PathOf(Table(project, message(spec)))));
        return plan;
    }

    /// <inheritdoc/>
    public sealed override void Run(AnalysisRun run)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        TSpec spec = message(run.Spec);
        DatasetRecord table = Table(run.Project, spec);
        var steps = new StepRecorder(run.Progress);
        TResult result = Run(Read(spec, named.PathOf(table)), steps);
        result = result with { Notes = [.. result.Notes.Select(words.Of)], Warnings = [.. result.Warnings.Select(words.Of)] };
        IReadOnlyList<InputRecord> inputs = InputFiles.Hash([.. named.Files(table).Select(f => f with { Label = TableLabel })], steps, run.Cancellation);
        Provenance record = ProvenanceRecord.Of(started, inputs, run.Device, steps, new ProgramRecord(DeviceFamilies.IlgpuVersion, null));
        steps.Begin("write results", 0);
        Write(run.Output.Folder, result, record, ReportIn(spec), run.Cancellation);
        steps.End();
    }

    /// <summary>The dataset that the message names, and its field.</summary>
    protected abstract (string Field, string Name) Dataset(TSpec spec);

    /// <summary>The language that the message asks for, and its field.</summary>
    protected abstract (string Field, string Code) Language(TSpec spec);

    /// <summary>Reads and checks the table.</summary>
    protected abstract TPipeline Read(TSpec spec, string table);

    /// <summary>What the design can show.</summary>
    protected abstract string Design(TPipeline pipeline);

    /// <summary>Computes.</summary>
    protected abstract TResult Run(TPipeline pipeline, StepProgress progress);

    /// <summary>Writes the result folder.</summary>
    protected abstract void Write(string folder, TResult result, Provenance record, ReportLanguage language, CancellationToken cancellation);

    private DatasetRecord Table(string project, TSpec spec)
    {
        (string field, string name) = Dataset(spec);
        DatasetRecord table = named.Dataset(field, project, name);
        return table.Files.Count == 1 ? table : throw new InvalidParameterException($"{field} {name} has {table.Files.Count} files; expected one table.");
    }

    private ReportLanguage ReportIn(TSpec spec)
    {
        (string field, string code) = Language(spec);
        return LanguageNames.Parse(OneOf(field, code.Length == 0 ? "en" : code, "en", "ja"));
    }
}
