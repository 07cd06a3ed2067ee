namespace Grpc.Core;

/// <summary>TLS.</summary>
public sealed class SslCredentials : ChannelCredentials
{
    private readonly VerifyPeerCallback? verifyPeer;

    /// <summary>With the machine's trusted roots.</summary>
    public SslCredentials() : this(null, null, null) { }

    /// <summary>With roots of one's own, PEM.</summary>
    public SslCredentials(string? rootCertificates) : this(rootCertificates, null, null) { }

    /// <summary>With roots and a client certificate, PEM.</summary>
    public SslCredentials(string? rootCertificates, KeyCertificatePair? keyCertificatePair) : this(rootCertificates, keyCertificatePair, null) { }

    /// <summary>With roots, a client certificate, and a further check of the peer.</summary>
    public SslCredentials(string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback)
    {
        RootCertificates = rootCertificates;
        KeyCertificatePair = keyCertificatePair;
        verifyPeer = verifyPeerCallback;
    }

    /// <summary>Roots, PEM, or null for the machine's.</summary>
    public string? RootCertificates { get; }

    /// <summary>Client certificate, or null.</summary>
    public KeyCertificatePair? KeyCertificatePair { get; }

    /// <inheritdoc/>
    public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) =>
        configurator.SetSslCredentials(state, RootCertificates, KeyCertificatePair, verifyPeer);
}
