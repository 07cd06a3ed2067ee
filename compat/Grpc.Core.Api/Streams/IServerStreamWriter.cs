namespace Grpc.Core;

/// <summary>Takes a server's responses.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T> { }
