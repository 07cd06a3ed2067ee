using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using GpuCqa.Core.Errors;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace GpuCqa.Service.Errors;

/// <summary>Errors as callers see them: the status of <see cref="ErrorTable"/>, one sentence, and ErrorInfo for programs (AIP-193).</summary>
public static class RpcErrors
{
    /// <summary>Domain of every reason.</summary>
    public const string Domain = "gpucqa.dev";

    /// <summary>Header of the status code.</summary>
    public const string StatusHeader = "grpc-status";

    /// <summary>The status that a reason and a message become.</summary>
    public static Status Details(ErrorReason reason, string message, TimeSpan? retryAfter = null, ReachedLimit? limit = null)
    {
        var status = new Status { Code = ErrorTable.GrpcStatus(reason), Message = message };
        var info = new ErrorInfo { Domain = Domain, Reason = Name(reason) };
        if (limit is not null)
        {
            info.Metadata["limit"] = limit.Name;
            if (ServiceLimit.All.FirstOrDefault(l => l.Name == limit.Name) is { Setting.Length: > 0 } known) info.Metadata["setting"] = $"{Hosting.ServiceOptions.Section}:{known.Setting}";
        }

        status.Details.Add(Any.Pack(info));
        if (limit is not null) status.Details.Add(Any.Pack(new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = limit.Subject, Description = message } } }));
        if (retryAfter is { } delay) status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        return status;
    }

    /// <summary>The exception that ends a call for a reason.</summary>
    public static RpcException Exception(ErrorReason reason, string message, TimeSpan? retryAfter = null, ReachedLimit? limit = null) => Details(reason, message, retryAfter, limit).ToRpcException();

    /// <summary>The exception that ends a call which an error of the engine or of the service ended.</summary>
    public static RpcException Exception(GpuCqaException error) => Details(error, error.Message).ToRpcException();

    /// <summary>The status of an error of the engine or of the service, in other words.</summary>
    public static Status Details(GpuCqaException error, string message) => Details(
        error.Reason, message, (error as RefusedException)?.RetryAfter, (error as RefusedException)?.Limit ?? (error is DeviceMemoryException ? ServiceLimit.DeviceMemory.Of("device") : null));

    /// <summary>Ends a call before its method, as gRPC does it: a response without a message whose headers are the trailers. The response must not have started.</summary>
    public static void End(Microsoft.AspNetCore.Http.HttpResponse response, ErrorReason reason, string message, TimeSpan? retryAfter = null, ReachedLimit? limit = null)
    {
        Status status = Details(reason, message, retryAfter, limit);
        response.ContentType = "application/grpc";
        response.Headers[StatusHeader] = status.Code.ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(status.Message);
        response.Headers[MetadataExtensions.StatusDetailsTrailerName] = Convert.ToBase64String(status.ToByteArray());
    }

    /// <summary>A reason as it stands in ErrorInfo: upper snake case.</summary>
    public static string Name(ErrorReason reason) => Name(reason.ToString());

    /// <summary>A word in upper snake case.</summary>
    public static string Name(string word) => string.Concat(word.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
}
