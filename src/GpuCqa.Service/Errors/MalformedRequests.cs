using System.Text.RegularExpressions;
using GpuCqa.Core.Errors;
using Grpc.Core;

namespace GpuCqa.Service.Errors;

/// <summary>Answers requests that cannot be read with INVALID_ARGUMENT, which the gRPC server would answer with UNKNOWN or not refuse.</summary>
public static partial class MalformedRequests
{
    private const string Unknown = "2", Exhausted = "8";

    /// <summary>Stands before the gRPC services.</summary>
    public static async Task Handle(HttpContext http, RequestDelegate next)
    {
        string timeout = http.Request.Headers["grpc-timeout"].ToString();
        if (timeout.Length > 0 && !Timeout().IsMatch(timeout))
        {
            Refuse(http.Response, "grpc-timeout is not a number of up to 8 digits and a unit (H, M, S, m, u, n).");
            return;
        }

        await next(http);
        // Handlers never end with UNKNOWN (ErrorInterceptor): what does came before them, from bytes that are not the method's message.
        if (http.Response.HasStarted) return;
        if (http.Response.Headers[RpcErrors.StatusHeader] == Unknown) Refuse(http.Response, "The request cannot be read as the message of this method.");
        // Of gRPC itself, which says no details.
        else if (http.Response.Headers[RpcErrors.StatusHeader] == Exhausted && http.Response.Headers[MetadataExtensions.StatusDetailsTrailerName].Count == 0)
        {
            ServiceLimit limit = http.Request.Path.Value?.EndsWith("/LabelCells", StringComparison.Ordinal) == true ? ServiceLimit.LabelBytes : ServiceLimit.MessageBytes;
            RpcErrors.End(http.Response, ErrorReason.Exhausted, $"The message is longer than this service takes (GpuCqa:{limit.Setting}).", limit: limit.Of("message"));
        }
    }

    private static void Refuse(HttpResponse response, string message) => RpcErrors.End(response, ErrorReason.InvalidArgument, message);

    [GeneratedRegex(@"\A[0-9]{1,8}[HMSmun]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Timeout();
}
