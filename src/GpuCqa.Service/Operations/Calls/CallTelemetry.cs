using System.Diagnostics;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace GpuCqa.Service.Operations.Calls;

/// <summary>Measures, logs and traces every call, whoever answers it.</summary>
public sealed class CallTelemetry(CallMeters meters, CallLog log)
{
    private static readonly string[] Names =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ];

    /// <summary>Stands before everything else.</summary>
    public async Task Handle(HttpContext http, RequestDelegate next)
    {
        string method = http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName.TrimStart('/') ?? CallMeters.OtherMethod;
        long began = Stopwatch.GetTimestamp();
        meters.Began(method);
        CountedBody.Count(http, bytes => meters.Received(method, bytes), bytes => meters.Sent(method, bytes));
        StatusCode status = StatusCode.Unknown;
        try
        {
            await next(http);
            status = StatusOf(http);
        }
        finally
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(began);
            string name = Names[(int)status];
            meters.Ended(method, name, elapsed);
            if (http.Features.Get<IHttpActivityFeature>()?.Activity is { } span) Describe(span, method, status, name);
            log.Ended(http, method, status, name, elapsed);
        }
    }

    /// <summary>Whether a method is asked by machines all the time and nobody wants to hear of it.</summary>
    public static bool IsQuiet(string method) => method.StartsWith("grpc.health.", StringComparison.Ordinal) || method.StartsWith("grpc.reflection.", StringComparison.Ordinal);

    private static StatusCode StatusOf(HttpContext http)
    {
        string? told = http.Features.Get<IHttpResponseTrailersFeature>()?.Trailers["grpc-status"];
        if (string.IsNullOrEmpty(told)) told = http.Response.Headers["grpc-status"];
        return int.TryParse(told, out int code) && code >= 0 && code < Names.Length ? (StatusCode)code
            : http.RequestAborted.IsCancellationRequested ? StatusCode.Cancelled
            : StatusCode.Unknown;
    }

    private static void Describe(Activity span, string method, StatusCode status, string name)
    {
        if (IsQuiet(method))
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }

        span.DisplayName = method;
        span.SetTag("rpc.system.name", "grpc");
        span.SetTag("rpc.method", method);
        span.SetTag("rpc.response.status_code", name);
        // What the conventions count as the server's fault.
        if (status is StatusCode.Unknown or StatusCode.DeadlineExceeded or StatusCode.Unimplemented or StatusCode.Internal or StatusCode.Unavailable or StatusCode.DataLoss) span.SetStatus(ActivityStatusCode.Error);
    }
}
