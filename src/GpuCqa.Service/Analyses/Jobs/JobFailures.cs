using Google.Rpc;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Errors;

namespace GpuCqa.Service.Analyses;

/// <summary>What ended a job, as callers see it; a defect gets a number under which the log has it.</summary>
public sealed partial class JobFailures(CallerWords words, ILogger<JobFailures> log)
{
    /// <summary>The status of an error.</summary>
    public Status Of(Job job, Exception error)
    {
        Exception cause = Cause(error);
        switch (cause)
        {
            case DiskSpaceException:
                Failed(log, job.Now.Operation, job.Now.Name, ErrorReason.Exhausted, cause.Message);
                return RpcErrors.Details(ErrorReason.Exhausted, FullDisk.Message, limit: FullDisk.Limit);
            case GpuCqaException known:
                Failed(log, job.Now.Operation, job.Now.Name, known.Reason, known.Message);
                return RpcErrors.Details(known, words.Of(known.Message));
            case OutOfMemoryException:
                Failed(log, job.Now.Operation, job.Now.Name, ErrorReason.Exhausted, cause.Message);
                return RpcErrors.Details(ErrorReason.Exhausted, "The host memory of the service did not suffice; ask for less, or try again when less is running.", limit: ServiceLimit.HostMemory.Of("host"));
            case { } full when FullDisk.Is(full):
                Failed(log, job.Now.Operation, job.Now.Name, ErrorReason.Exhausted, cause.Message);
                return RpcErrors.Details(ErrorReason.Exhausted, FullDisk.Message, limit: FullDisk.Limit);
            default:
                string number = Guid.NewGuid().ToString("N")[..12];
                Defect(log, job.Now.Operation, job.Now.Name, number, error);
                return RpcErrors.Details(ErrorReason.Internal, $"A defect of the service; its log has it under {number}.");
        }
    }

    /// <summary>The error that several threads may have wrapped.</summary>
    public static Exception Cause(Exception error) => error is AggregateException many && many.Flatten().InnerExceptions is { Count: > 0 } inner
        ? inner.FirstOrDefault(e => e is not OperationCanceledException) ?? inner[0]
        : error;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Operation} failed: {Analysis} {Reason}: {Detail}")]
    private static partial void Failed(ILogger log, string operation, string analysis, ErrorReason reason, string detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Operation} failed: {Analysis} defect {Number}")]
    private static partial void Defect(ILogger log, string operation, string analysis, string number, Exception error);
}
