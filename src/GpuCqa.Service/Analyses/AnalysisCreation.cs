using Google.Protobuf.WellKnownTypes;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Devices;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Naming;
using GpuCqa.Service.Operations.Telemetry;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Analyses.Kinds;

namespace GpuCqa.Service.Analyses;

/// <summary>Checks a new analysis and puts it into the queue.</summary>
public sealed class AnalysisCreation(AnalysisTable table, AnalysisKinds kinds, DeviceFamilies devices, JobBook book, CallerWords words, DiskRoom disk, ServiceOptions options, TimeProvider clock)
{
    /// <summary>Creates it, or with validate_only says what it would be.</summary>
    /// <exception cref="GpuCqaException">Something is wrong, the name is taken, or too many wait.</exception>
    public AnalysisRecord Run(CreateAnalysisRequest request, AuditNotes notes)
    {
        string project = ResourceId.Parse("parent", request.Parent, "projects/{project}")[0], id = ResourceId.Checked("analysis_id", request.AnalysisId);
        string hash = RequestId.Hash(request.RequestId, request);
        if (table.OfRequest(project, request.RequestId, hash) is { } earlier) return earlier;
        AnalysisMessage asked = request.Analysis ?? throw new InvalidParameterException("analysis is missing.");
        if (asked.Priority is < 0 or > 99) throw new InvalidParameterException($"analysis.priority is {asked.Priority}; expected 0 to 99.");
        string device = devices.Checked(asked.Device);
        AnalysisKind kind = kinds.Of(asked.Spec);
        (AnalysisSpec spec, IReadOnlyList<string> inputs) = Checked(kind, project, asked.Spec);
        var record = new AnalysisRecord(project, id, Guid.NewGuid().ToString("N"), 0, 0, new AnalysisMessage
        {
            Name = $"projects/{project}/analyses/{id}",
            Spec = spec,
            Device = device,
            Priority = asked.Priority,
            State = AnalysisState.Queued,
            CreateTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
        }) { Trace = JobTracing.Parent };
        if (request.ValidateOnly)
        {
            return table.Find(project, id) is null ? record : throw new RefusedException(ErrorReason.AlreadyExists, $"{record.Content.Name} exists already.");
        }

        disk.Require("no analysis begins");
        record.Content.Operation = $"projects/{project}/operations/{record.Operation}";
        (AnalysisRecord held, bool added) = table.Add(record, inputs, request.RequestId, hash, options.Jobs.MaxQueuedPerProject);
        if (!added) return held;
        notes.New(held.Content);
        book.Add(held);
        return held;
    }

    // What the engine finds wrong, in the words of the caller.
    private (AnalysisSpec Spec, IReadOnlyList<string> Inputs) Checked(AnalysisKind kind, string project, AnalysisSpec asked)
    {
        try
        {
            SpecPlan.Check(asked);
            AnalysisSpec spec = kind.Settle(project, asked);
            return (spec, kind.Check(project, spec));
        }
        catch (GpuCqaException known) when (words.Of(known.Message) is var said && said != known.Message)
        {
            throw new RefusedException(known.Reason, said, (known as RefusedException)?.RetryAfter) { Limit = (known as RefusedException)?.Limit };
        }
    }
}
