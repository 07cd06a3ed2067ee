namespace GpuCqa.Service.Hosting;

/// <summary>Certificates, PEM files.</summary>
public sealed class TlsOptions
{
    /// <summary>The server's certificate chain.</summary>
    public string? Certificate { get; set; }

    /// <summary>Its private key.</summary>
    public string? Key { get; set; }

    /// <summary>Authorities of client certificates: with them, callers prove who they are by a certificate (mutual TLS).</summary>
    public string? ClientRoots { get; set; }
}
