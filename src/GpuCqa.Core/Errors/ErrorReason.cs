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

    /// <summary>The user stopped the job.</summary>
    Cancelled,

    /// <summary>A defect of the program.</summary>
    Internal,
}
