namespace Grpc.Core;

/// <summary>A transport's view of call credentials.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    /// <summary>Takes several, in order.</summary>
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);

    /// <summary>Takes a function that adds headers.</summary>
    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);
}
