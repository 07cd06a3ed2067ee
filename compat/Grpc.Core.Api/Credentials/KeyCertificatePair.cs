using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>A certificate chain with its private key, PEM.</summary>
public sealed class KeyCertificatePair
{
    /// <summary>From chain and key.</summary>
    public KeyCertificatePair(string certificateChain, string privateKey)
    {
        CertificateChain = GrpcPreconditions.CheckNotNull(certificateChain, nameof(certificateChain));
        PrivateKey = GrpcPreconditions.CheckNotNull(privateKey, nameof(privateKey));
    }

    /// <summary>The chain, PEM.</summary>
    public string CertificateChain { get; }

    /// <summary>The private key, PEM.</summary>
    public string PrivateKey { get; }
}
