using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>How a channel is secured.</summary>
public abstract class ChannelCredentials
{
    /// <summary>Not at all.</summary>
    public static ChannelCredentials Insecure { get; } = new InsecureCredentials();

    /// <summary>TLS with the machine's trusted roots.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    /// <summary>A channel's credentials with those of its calls.</summary>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials) => new Composite(channelCredentials, callCredentials);

    /// <summary>Tells a transport what these are.</summary>
    public abstract void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state);

    private sealed class InsecureCredentials : ChannelCredentials
    {
        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) => configurator.SetInsecureCredentials(state);
    }

    private sealed class Composite : ChannelCredentials
    {
        private readonly ChannelCredentials channel;
        private readonly CallCredentials call;

        public Composite(ChannelCredentials channelCredentials, CallCredentials callCredentials)
        {
            channel = GrpcPreconditions.CheckNotNull(channelCredentials, nameof(channelCredentials));
            call = GrpcPreconditions.CheckNotNull(callCredentials, nameof(callCredentials));
        }

        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) => configurator.SetCompositeCredentials(state, channel, call);
    }
}
