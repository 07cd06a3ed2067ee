namespace Grpc.Core;

/// <summary>How a channel stands to its server.</summary>
public enum ConnectivityState
{
    /// <summary>No connection, none asked for.</summary>
    Idle,

    /// <summary>Connecting.</summary>
    Connecting,

    /// <summary>Connected.</summary>
    Ready,

    /// <summary>Failed; will be tried again.</summary>
    TransientFailure,

    /// <summary>Ended.</summary>
    Shutdown,
}
