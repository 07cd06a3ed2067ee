using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>A call that ended with another status than OK.</summary>
public class RpcException : Exception
{
    /// <summary>From a status.</summary>
    public RpcException(Status status) : this(status, Metadata.Empty) { }

    /// <summary>From a status, with a message of one's own.</summary>
    public RpcException(Status status, string message) : this(status, Metadata.Empty, message) { }

    /// <summary>From a status and the trailers that came with it.</summary>
    public RpcException(Status status, Metadata trailers) : this(status, trailers, status.ToString()) { }

    /// <summary>From a status and trailers, with a message of one's own.</summary>
    public RpcException(Status status, Metadata trailers, string message) : base(message)
    {
        Status = status;
        Trailers = GrpcPreconditions.CheckNotNull(trailers, nameof(trailers));
    }

    /// <summary>The status.</summary>
    public Status Status { get; }

    /// <summary>The status' code.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>Trailers of the call; never null.</summary>
    public Metadata Trailers { get; }
}
