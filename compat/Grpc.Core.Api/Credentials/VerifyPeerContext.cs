namespace Grpc.Core;

/// <summary>A server's certificate to check.</summary>
public class VerifyPeerContext
{
    internal VerifyPeerContext(string targetName, string peerPem)
    {
        TargetName = targetName;
        PeerPem = peerPem;
    }

    /// <summary>Name that was called.</summary>
    public string TargetName { get; }

    /// <summary>The certificate, PEM.</summary>
    public string PeerPem { get; }
}
