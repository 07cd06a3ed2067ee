using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GpuCqa.Service.Doors;

/// <summary>Roles of client certificates, which the listener has checked against the client roots: listed ones have their own, the others those of all.</summary>
public sealed class CertificateDoor(DoorOptions options)
{
    private readonly Dictionary<string, Grants> listed = options.Certificates.GroupBy(DoorOptions.Subject, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => Grants.Parse("GpuCqa:Doors:Certificates", g.SelectMany(c => c.Roles)), StringComparer.Ordinal);

    private readonly Grants others = Grants.Parse("GpuCqa:Doors:CertificateRoles", options.CertificateRoles);

    /// <summary>Who holds a certificate.</summary>
    public Caller Find(X509Certificate2 certificate, string remote)
    {
        string subject = certificate.SubjectName.Name;
        return new Caller(subject, Proof.Certificate, listed.GetValueOrDefault(subject, others), certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(), remote);
    }
}
