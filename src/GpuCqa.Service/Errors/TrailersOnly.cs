using System.Globalization;
using Google.Protobuf;
using Grpc.Core;

namespace GpuCqa.Service.Errors;

/// <summary>Ends a call before its method, as gRPC does it: a response without a message whose headers are the trailers.</summary>
public static class TrailersOnly
{
    /// <summary>Header of the status code.</summary>
    public const string StatusHeader = "grpc-status";

    /// <summary>Writes a status; the response must not have started.</summary>
    public static void Write(HttpResponse response, Google.Rpc.Status status)
    {
        response.ContentType = "application/grpc";
        response.Headers[StatusHeader] = status.Code.ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(status.Message);
        response.Headers[MetadataExtensions.StatusDetailsTrailerName] = Convert.ToBase64String(status.ToByteArray());
    }
}
