namespace Grpc.Core;

/// <summary>Outcome of a call; the numbers are those of the wire (grpc-status).</summary>
public enum StatusCode
{
    /// <summary>Success.</summary>
    OK = 0,

    /// <summary>Cancelled, usually by the caller.</summary>
    Cancelled = 1,

    /// <summary>An error that says no more.</summary>
    Unknown = 2,

    /// <summary>The argument is wrong whatever the state.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed first.</summary>
    DeadlineExceeded = 4,

    /// <summary>The named thing does not exist.</summary>
    NotFound = 5,

    /// <summary>The thing to make exists.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not.</summary>
    PermissionDenied = 7,

    /// <summary>A quota or a resource is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>The state forbids it.</summary>
    FailedPrecondition = 9,

    /// <summary>Lost against a concurrent change.</summary>
    Aborted = 10,

    /// <summary>Past the valid range.</summary>
    OutOfRange = 11,

    /// <summary>The server lacks the operation.</summary>
    Unimplemented = 12,

    /// <summary>A defect.</summary>
    Internal = 13,

    /// <summary>Cannot be had now; a retry may succeed.</summary>
    Unavailable = 14,

    /// <summary>Data are lost or damaged.</summary>
    DataLoss = 15,

    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}
