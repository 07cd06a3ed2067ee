using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>Base of generated clients.</summary>
public abstract partial class ClientBase
{
    /// <summary>For test doubles, which override every call.</summary>
    protected ClientBase() : this(new UnimplementedCallInvoker()) { }

    /// <summary>From another client's configuration.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
    {
        Configuration = GrpcPreconditions.CheckNotNull(configuration, nameof(configuration));
        CallInvoker = configuration.CreateDecoratedCallInvoker();
    }

    /// <summary>Over a channel.</summary>
    public ClientBase(ChannelBase channel) : this(channel.CreateCallInvoker()) { }

    /// <summary>Over a call invoker.</summary>
    public ClientBase(CallInvoker callInvoker) : this(new ClientBaseConfiguration(callInvoker, null)) { }

    /// <summary>Makes the calls.</summary>
    protected CallInvoker CallInvoker { get; }

    /// <summary>What a client of another host is made from.</summary>
    internal ClientBaseConfiguration Configuration { get; }
}
