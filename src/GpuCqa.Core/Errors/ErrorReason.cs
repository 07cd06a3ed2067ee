namespace GpuCqa.Core.Errors;

/// <summary>Why a job ended without a result. Each maps to one exit code and one gRPC status in <see cref="ErrorTable"/>.</summary>
public enum ErrorReason
{
    /// <summary>A parameter is wrong.</summary>
    InvalidArgument,

    /// <summary>An input is damaged or holds what its format forbids.</summary>
    BadData,

    /// <summary>A named file, column or lot does not exist.</summary>
    NotFound,

    /// <summary>The request is well formed, but the state or the design forbids it.</summary>
    Precondition,

    /// <summary>The requested device cannot be had.</summary>
    DeviceUnavailable,

    /// <summary>The device has too little memory.</summary>
    DeviceMemory,

    /// <summary>What was to be made exists already.</summary>
    AlreadyExists,

    /// <summary>Lost against a concurrent change; read again and repeat.</summary>
    Aborted,

    /// <summary>Past the end of what is there.</summary>
    OutOfRange,

    /// <summary>A quota, a rate or the room for work is used up; may be tried again later.</summary>
    Exhausted,

    /// <summary>The caller is not known.</summary>
    Unauthenticated,

    /// <summary>The caller is known and may not.</summary>
    PermissionDenied,

    /// <summary>The service cannot be had now; may be tried again.</summary>
    Unavailable,

    /// <summary>Bytes arrived or lie damaged.</summary>
    DataLoss,

    /// <summary>The user stopped the job.</summary>
    Cancelled,

    /// <summary>A defect of the program.</summary>
    Internal,
}
