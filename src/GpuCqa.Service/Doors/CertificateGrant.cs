namespace GpuCqa.Service.Doors;

/// <summary>What the holder of a client certificate may do.</summary>
public sealed class CertificateGrant
{
    /// <summary>Subject of the certificate, whole, as in "CN=ana, O=Lab".</summary>
    public string Subject { get; set; } = "";

    /// <summary>Project (or "all") to role.</summary>
    public IDictionary<string, string> Roles { get; set; } = new Dictionary<string, string>();
}
