using System.Security.Authentication;
using Google.Rpc;
using GpuCqa.Core.Errors;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace GpuCqa.Client.Calls;

/// <summary>What a failed call means: the exception that a local run would have ended with, and whether the same call may succeed later.</summary>
/// <param name="Error">For the caller.</param>
/// <param name="Reason">The row of <see cref="ErrorTable"/>.</param>
/// <param name="Transient">Whether the same call may succeed later.</param>
/// <param name="RetryAfter">When, if the service says so.</param>
internal sealed record Failure(Exception Error, ErrorReason Reason, bool Transient, TimeSpan? RetryAfter)
{
    private const string Domain = "gpucqa.dev";

    private static readonly Dictionary<string, ErrorReason> Reasons =
        Enum.GetValues<ErrorReason>().ToDictionary(r => string.Concat(r.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}")), StringComparer.Ordinal);

    /// <summary>Bytes that did not arrive as they left; the same call may bring them whole.</summary>
    public static Failure Of(RefusedException damage) => new(damage, damage.Reason, Transient: damage.Reason == ErrorReason.DataLoss, null);

    /// <summary>Whether an error is the service's own word, rather than a line's or a proxy's.</summary>
    public static bool IsTold(RpcException error) => Details(error) is { } details && ReasonOf(details) is not null;

    /// <summary>Of a call.</summary>
    public static Failure Of(RpcException error)
    {
        if (Details(error) is { } details && ReasonOf(details) is { } reason) return Told(reason, details, error);
        string said = error.Status.Detail;
        if (Causes(error.Status.DebugException).OfType<AuthenticationException>().FirstOrDefault() is { } untrusted)
            return Refused(ErrorReason.Unauthenticated, $"The service did not prove who it is (is the authority of its certificate the one that this client trusts?): {untrusted.Message}", error);
        // Without a reason the error is not the service's own: a line, a proxy, a framework.
        return error.StatusCode switch
        {
            StatusCode.Unavailable => Refused(ErrorReason.Unavailable, $"The service cannot be reached: {said}", error, transient: true),
            StatusCode.DeadlineExceeded => Refused(ErrorReason.Unavailable, "The service did not answer in time.", error, transient: true),
            StatusCode.Internal or StatusCode.Unknown when error.Status.DebugException is HttpRequestException or IOException => Refused(ErrorReason.Unavailable, $"The line to the service broke: {said}", error, transient: true),
            StatusCode.Cancelled => Refused(ErrorReason.Unavailable, "The service ended the call.", error, transient: true),
            StatusCode.Unimplemented => Refused(ErrorReason.Precondition, "The service does not know this call; it is of another version, or not GpuCqa.", error),
            _ => Told((ErrorReason?)FirstOf((int)error.StatusCode) ?? ErrorReason.Internal, new Status { Message = said }, error),
        };
    }

    /// <summary>Of the error of a job that ended.</summary>
    public static Failure Of(Status status) => Told(ReasonOf(status) ?? FirstOf(status.Code) ?? ErrorReason.Internal, status, null);

    private static Failure Told(ErrorReason reason, Status status, Exception? inner)
    {
        TimeSpan? delay = status.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan();
        bool transient = reason == ErrorReason.Unavailable || (reason == ErrorReason.Exhausted && delay is not null);
        return new Failure(Exception(reason, status.Message, delay, inner), reason, transient, delay);
    }

    private static Failure Refused(ErrorReason reason, string message, Exception inner, bool transient = false) => new(Exception(reason, message, null, inner), reason, transient, null);

    private static GpuCqaException Exception(ErrorReason reason, string message, TimeSpan? delay, Exception? inner)
    {
        switch (reason)
        {
            case ErrorReason.InvalidArgument: return new InvalidParameterException(message, inner);
            case ErrorReason.BadData:
                string[] parts = message.Split(": ", 2);
                return parts.Length == 2 ? new BadDataException(parts[0], null, parts[1], inner) : new BadDataException("input", null, message, inner);
            case ErrorReason.NotFound: return new NotFoundException(message, inner);
            case ErrorReason.Precondition: return new PreconditionException(message, inner);
            case ErrorReason.DeviceUnavailable: return new DeviceUnavailableException(message, inner);
            case ErrorReason.DeviceMemory: return new DeviceMemoryException(message, inner);
            default: return new RefusedException(reason, message, delay);
        }
    }

    private static IEnumerable<Exception> Causes(Exception? error)
    {
        for (; error is not null; error = error.InnerException) yield return error;
    }

    private static ErrorReason? FirstOf(int grpcStatus) => Enum.GetValues<ErrorReason>().Where(r => ErrorTable.GrpcStatus(r) == grpcStatus).Cast<ErrorReason?>().FirstOrDefault(r => r is not (ErrorReason.DeviceUnavailable or ErrorReason.DeviceMemory));

    // Bytes that are not a status are not the service's word.
    private static Status? Details(RpcException error) => error.Trailers.GetRpcStatus(ignoreParseError: true);

    private static ErrorReason? ReasonOf(Status status)
    {
        ErrorInfo? info = status.GetDetail<ErrorInfo>();
        return info is { Domain: Domain } && Reasons.TryGetValue(info.Reason, out ErrorReason reason) ? reason : null;
    }
}
