using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Records;
using GpuCqa.Service.Devices;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>A kind whose results are tables, and provenance.json beside them.</summary>
/// <typeparam name="TSpec">Its message.</typeparam>
/// <param name="kind">Field of the message.</param>
/// <param name="message">The message of a specification.</param>
public abstract class TableKind<TSpec>(AnalysisSpec.KindOneofCase kind, Func<AnalysisSpec, TSpec> message) : AnalysisKind
{
    /// <inheritdoc/>
    public sealed override AnalysisSpec.KindOneofCase Case => kind;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Check(string project, AnalysisSpec spec) => Check(project, message(spec));

    /// <inheritdoc/>
    public sealed override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation) =>
        Plan(project, message(spec), device, deviceFreeBytes, cancellation);

    /// <inheritdoc/>
    public sealed override void Run(AnalysisRun run)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        var steps = new StepRecorder(run.Progress);
        IReadOnlyList<InputFile> inputs;
        try
        {
            using var work = new Workplace(run.Device, run.Output.Scratch, steps, run.Cancellation);
            inputs = Compute(run, message(run.Spec), work);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new InvalidParameterException("limits.mito_pattern takes too long on the gene names; write it without nested repetition.", error);
        }

        IReadOnlyList<InputRecord> records = InputFiles.Hash(inputs, steps, run.Cancellation);
        Provenance provenance = ProvenanceRecord.Of(started, records, run.Device, steps, new ProgramRecord(DeviceFamilies.IlgpuVersion, null));
        JsonNode parameters = JsonNode.Parse(JsonFormatter.Default.Format(run.Spec))!;
        File.WriteAllText(Path.Combine(run.Output.Folder, ProvenanceJson.FileName), ProvenanceJson.Text(provenance, Seed(message(run.Spec)), parameters));
    }

    /// <inheritdoc cref="Check(string, AnalysisSpec)"/>
    protected abstract IReadOnlyList<string> Check(string project, TSpec spec);

    /// <inheritdoc cref="Plan(string, AnalysisSpec, DeviceInfo, long?, CancellationToken)"/>
    protected abstract JobNeed Plan(string project, TSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation);

    /// <summary>Computes and writes the tables.</summary>
    /// <returns>The files that were read.</returns>
    protected abstract IReadOnlyList<InputFile> Compute(AnalysisRun run, TSpec spec, Workplace work);

    /// <summary>Seed of the random streams, or null where there are none.</summary>
    protected virtual ulong? Seed(TSpec spec) => null;
}
