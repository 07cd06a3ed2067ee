namespace Grpc.Core;

/// <summary>Base of generated clients that can be made again for another host.</summary>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    /// <summary>For test doubles, which override every call.</summary>
    protected ClientBase() { }

    /// <summary>From another client's configuration.</summary>
    protected ClientBase(ClientBaseConfiguration configuration) : base(configuration) { }

    /// <summary>Over a channel.</summary>
    public ClientBase(ChannelBase channel) : base(channel) { }

    /// <summary>Over a call invoker.</summary>
    public ClientBase(CallInvoker callInvoker) : base(callInvoker) { }

    /// <summary>The same client, whose calls name another host.</summary>
    public T WithHost(string host) => NewInstance(Configuration.WithHost(host));

    /// <summary>A client of the same type.</summary>
    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}
