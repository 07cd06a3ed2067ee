namespace GpuCqa.Core.Errors;

/// <summary>The one table from reason to exit code and gRPC status code.</summary>
public static class ErrorTable
{
    /// <summary>Process exit code of a reason.</summary>
    public static int ExitCode(ErrorReason reason) => reason switch
    {
        ErrorReason.InvalidArgument => 2,
        ErrorReason.BadData => 3,
        ErrorReason.NotFound => 4,
        ErrorReason.Precondition => 5,
        ErrorReason.DeviceUnavailable => 75,
        ErrorReason.DeviceMemory => 76,
        ErrorReason.AlreadyExists => 5,
        ErrorReason.Aborted => 75,
        ErrorReason.OutOfRange => 2,
        ErrorReason.Exhausted => 75,
        ErrorReason.Unauthenticated => 77,
        ErrorReason.PermissionDenied => 77,
        ErrorReason.Unavailable => 75,
        ErrorReason.DataLoss => 3,
        ErrorReason.Cancelled => 130,
        _ => 70,
    };

    /// <summary>gRPC status code of a reason (grpc/status.proto numbering).</summary>
    public static int GrpcStatus(ErrorReason reason) => reason switch
    {
        ErrorReason.InvalidArgument => 3,
        ErrorReason.BadData => 3,
        ErrorReason.NotFound => 5,
        ErrorReason.Precondition => 9,
        ErrorReason.DeviceUnavailable => 14,
        ErrorReason.DeviceMemory => 8,
        ErrorReason.AlreadyExists => 6,
        ErrorReason.Aborted => 10,
        ErrorReason.OutOfRange => 11,
        ErrorReason.Exhausted => 8,
        ErrorReason.Unauthenticated => 16,
        ErrorReason.PermissionDenied => 7,
        ErrorReason.Unavailable => 14,
        ErrorReason.DataLoss => 15,
        ErrorReason.Cancelled => 1,
        _ => 13,
    };

    /// <summary>Reason of any exception: its own, cancellation, or <see cref="ErrorReason.Internal"/>.</summary>
    public static ErrorReason ReasonOf(Exception error) => error switch
    {
        GpuCqaException own => own.Reason,
        OperationCanceledException => ErrorReason.Cancelled,
        _ => ErrorReason.Internal,
    };
}
