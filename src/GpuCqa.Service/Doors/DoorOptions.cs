using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Doors.Limits;
using GpuCqa.Service.Doors.Tokens;
using GpuCqa.Service.Hosting;

namespace GpuCqa.Service.Doors;

/// <summary>Section GpuCqa:Doors: who may call.</summary>
public sealed class DoorOptions
{
    /// <summary>Take API keys, which <c>keys add</c> makes.</summary>
    public bool Keys { get; set; }

    /// <summary>Tokens of an identity provider.</summary>
    public TokenOptions Jwt { get; set; } = new();

    /// <summary>Client certificates with roles of their own.</summary>
    public IList<Certificate> Certificates { get; set; } = [];

    /// <summary>Roles of every other certificate of the client roots: project (or "all") to role; none if empty.</summary>
    public IDictionary<string, string> CertificateRoles { get; set; } = new Dictionary<string, string>();

    /// <summary>Take keys and tokens without TLS on a loopback address, for a proxy on this machine that ends TLS.</summary>
    public bool PlaintextLoopback { get; set; }

    /// <summary>How much one caller or one project may take.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary>Whether callers may prove who they are by something in the call.</summary>
    public bool TakesCredentials => Keys || Jwt.Jwks is not null;

    /// <summary>Refuses combinations that would leave the service open, or shut to everyone.</summary>
    /// <exception cref="InvalidParameterException">Names the key.</exception>
    public void Check(ServiceOptions options, bool loopback)
    {
        Jwt.Check();
        foreach (Certificate grant in Certificates)
        {
            Subject(grant);
            if (grant.Roles.Count == 0) throw new InvalidParameterException($"GpuCqa:Doors:Certificates gives '{grant.Subject}' no role.");
            Grants.Parse("GpuCqa:Doors:Certificates", grant.Roles);
        }

        Grants.Parse("GpuCqa:Doors:CertificateRoles", CertificateRoles);
        bool roots = options.Tls.ClientRoots is not null, listed = Certificates.Count + CertificateRoles.Count > 0;
        if (listed && !roots) throw new InvalidParameterException("GpuCqa:Doors gives roles to certificates; that needs GpuCqa:Tls:ClientRoots.");
        if (options.InsecureLoopback)
        {
            if (TakesCredentials) throw new InvalidParameterException("GpuCqa:InsecureLoopback asks nobody who calls; leave it out, or GpuCqa:Doors:Keys and GpuCqa:Doors:Jwt.");
            return;
        }

        if (!roots && !TakesCredentials)
            throw new InvalidParameterException("The service would be open to anyone. Give GpuCqa:Tls:Certificate and Key with ClientRoots (mutual TLS), --api-keys or GpuCqa:Doors:Jwt, or --insecure-loopback for callers of this machine only.");
        if (TakesCredentials && options.Tls.Certificate is null && !(PlaintextLoopback && loopback))
            throw new InvalidParameterException("API keys and tokens would travel in the open. Give GpuCqa:Tls:Certificate and Key; or, behind a proxy on this machine, GpuCqa:Doors:PlaintextLoopback and a loopback address.");
        if (roots && !listed && !TakesCredentials)
            throw new InvalidParameterException("No certificate has a role, so nobody could do anything. Give GpuCqa:Doors:Certificates, or --tls-client-role ROLE for every certificate of the client roots in all projects.");
    }

    /// <summary>Subject of a listed certificate in the form in which certificates give it.</summary>
    /// <exception cref="InvalidParameterException">It is not a distinguished name.</exception>
    public static string Subject(Certificate grant)
    {
        try
        {
            // By way of its bytes: a name made of a text gives back the text as it was.
            string name = new X500DistinguishedName(new X500DistinguishedName(grant.Subject).RawData).Name;
            return name.Length > 0 ? name : throw new CryptographicException("empty");
        }
        catch (CryptographicException error)
        {
            throw new InvalidParameterException($"GpuCqa:Doors:Certificates has the subject '{grant.Subject}'; expected a distinguished name such as CN=ana, O=Lab.", error);
        }
    }

    /// <summary>What the holder of a client certificate may do.</summary>
    public sealed class Certificate
    {
        /// <summary>Subject of the certificate, whole, as in "CN=ana, O=Lab".</summary>
        public string Subject { get; set; } = "";

        /// <summary>Project (or "all") to role.</summary>
        public IDictionary<string, string> Roles { get; set; } = new Dictionary<string, string>();
    }
}
