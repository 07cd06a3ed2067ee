using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Protobuf;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Pipelines.Records;
using GpuCqa.Reporting.Records;
using GpuCqa.Service.Devices;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>What primitives have in common: tables as results, and provenance.json beside them.</summary>
public abstract class PrimitiveKind : AnalysisKind
{
    /// <inheritdoc/>
    public sealed override void Run(AnalysisRun run)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        var steps = new StepRecorder(run.Progress);
        IReadOnlyList<InputFile> inputs;
        try
        {
            inputs = Compute(run, new Workplace(run.Device, run.Output.Scratch, steps, run.Cancellation));
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new InvalidParameterException("limits.mito_pattern takes too long on the gene names; write it without nested repetition.", error);
        }

        IReadOnlyList<InputRecord> records = InputFiles.Hash(inputs, steps, run.Cancellation);
        Provenance provenance = ProvenanceRecord.Of(started, records, run.Device, steps.Times, new ProgramRecord(DeviceFamilies.IlgpuVersion, null));
        JsonNode parameters = JsonNode.Parse(JsonFormatter.Default.Format(run.Spec))!;
        File.WriteAllText(Path.Combine(run.Output.Folder, ProvenanceJson.FileName), ProvenanceJson.Text(provenance, Seed(run.Spec), parameters));
    }

    /// <summary>Computes and writes the tables.</summary>
    /// <returns>The files that were read.</returns>
    protected abstract IReadOnlyList<InputFile> Compute(AnalysisRun run, Workplace work);

    /// <summary>Seed of the random streams, or null where there are none.</summary>
    protected virtual ulong? Seed(Api.V1.AnalysisSpec spec) => null;
}
