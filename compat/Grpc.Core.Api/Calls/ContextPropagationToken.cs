namespace Grpc.Core;

/// <summary>A handler's call as a parent of others; what it holds belongs to the server that made it.</summary>
public abstract class ContextPropagationToken { }
