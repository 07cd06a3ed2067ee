namespace Grpc.Core;

/// <summary>Takes a client's requests.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Says that no more follow (half-close).</summary>
    Task CompleteAsync();
}
