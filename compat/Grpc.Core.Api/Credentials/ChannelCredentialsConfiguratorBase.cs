namespace Grpc.Core;

/// <summary>A transport's view of channel credentials.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    /// <summary>Takes an open channel.</summary>
    public abstract void SetInsecureCredentials(object? state);

    /// <summary>Takes TLS with its roots, client certificate and check of the peer.</summary>
    public abstract void SetSslCredentials(object? state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback);

    /// <summary>Takes a channel's credentials with those of its calls.</summary>
    public abstract void SetCompositeCredentials(object? state, ChannelCredentials channelCredentials, CallCredentials callCredentials);
}
