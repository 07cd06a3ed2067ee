using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GpuCqa.Core.Errors;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace GpuCqa.Service.Hosting;

/// <summary>TLS of the listener from PEM files.</summary>
public static class Certificates
{
    /// <summary>Sets the server's certificate and, with client roots, asks every caller for one.</summary>
    /// <param name="https">The listener.</param>
    /// <param name="tls">The files.</param>
    /// <param name="othersMayCome">Whether callers may come without a certificate; one that is shown must be right all the same.</param>
    /// <exception cref="BadDataException">A file is missing or not what it should be.</exception>
    public static void Apply(HttpsConnectionAdapterOptions https, TlsOptions tls, bool othersMayCome)
    {
        X509Certificate2 own = Read(tls.Certificate!, () => X509Certificate2.CreateFromPemFile(tls.Certificate!, tls.Key));
        https.ServerCertificate = own;
        https.ServerCertificateChain = Read(tls.Certificate!, () =>
        {
            X509Certificate2Collection chain = [];
            chain.ImportFromPemFile(tls.Certificate!);
            return chain;
        });
        if (tls.ClientRoots is null) return;
        X509Certificate2Collection roots = Read(tls.ClientRoots, () =>
        {
            X509Certificate2Collection found = [];
            found.ImportFromPemFile(tls.ClientRoots);
            return found.Count > 0 ? found : throw new CryptographicException("it holds no certificate");
        });
        https.ClientCertificateMode = othersMayCome ? ClientCertificateMode.AllowCertificate : ClientCertificateMode.RequireCertificate;
        https.CheckCertificateRevocation = false;
        https.ClientCertificateValidation = (certificate, presented, _) => IsSignedBy(roots, certificate, presented);
    }

    /// <summary>Whether a certificate is for clients, in its time, and signed by one of the roots; the machine's own roots do not count.</summary>
    public static bool IsSignedBy(X509Certificate2Collection roots, X509Certificate2 certificate, X509Chain? presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        if (presented is not null) chain.ChainPolicy.ExtraStore.AddRange(presented.ChainElements.Select(e => e.Certificate).ToArray());
        return chain.Build(certificate);
    }

    private static T Read<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new BadDataException(file, null, $"not a usable PEM file: {error.Message}", error);
        }
    }
}
