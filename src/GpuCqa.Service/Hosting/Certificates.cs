using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Hosting;

/// <summary>TLS of the listener from PEM files, read again at the next handshake after one of them changed; what cannot be used leaves TLS as it was.</summary>
public sealed partial class Certificates
{
    private readonly Lock gate = new();
    private readonly TlsOptions tls;
    private readonly bool othersMayCome;
    private readonly ILogger log;
    private readonly string[] files;
    private FileStamp[] seen = [];
    private bool settled;
    private SslServerAuthenticationOptions current;

    /// <summary>Reads the files.</summary>
    /// <param name="tls">The files.</param>
    /// <param name="othersMayCome">Whether callers may come without a certificate; one that is shown must be right all the same.</param>
    /// <param name="log">Told when files were read again, and when they could not be.</param>
    /// <exception cref="BadDataException">A file is missing or not what it should be.</exception>
    public Certificates(TlsOptions tls, bool othersMayCome, ILogger<Certificates> log)
    {
        this.tls = tls;
        this.othersMayCome = othersMayCome;
        this.log = log;
        files = [.. new[] { tls.Certificate!, tls.Key!, tls.ClientRoots }.OfType<string>().Distinct(StringComparer.Ordinal)];
        Look();
        current = Read(tls, othersMayCome);
    }

    /// <summary>What the next handshake goes by.</summary>
    public SslServerAuthenticationOptions Now
    {
        get
        {
            lock (gate)
            {
                try
                {
                    FileStamp[] before = seen;
                    if (!Look()) return current;
                    current = Read(tls, othersMayCome);
                    if (!before.SequenceEqual(seen)) Renewed(log, tls.Certificate!);
                }
                catch (Exception error) when (error is BadDataException or IOException or UnauthorizedAccessException)
                {
                    // Half of a renewal, perhaps: the certificate is there and its key is not yet. The next change is looked at again.
                    Unusable(log, error);
                }

                return current;
            }
        }
    }

    /// <summary>The certificate of the server, with its chain, and which callers are let in.</summary>
    /// <inheritdoc cref="Certificates(TlsOptions, bool, ILogger{Certificates})"/>
    public static SslServerAuthenticationOptions Read(TlsOptions tls, bool othersMayCome)
    {
        X509Certificate2 own = Read(tls.Certificate!, () => X509Certificate2.CreateFromPemFile(tls.Certificate!, tls.Key));
        X509Certificate2Collection chain = Read(tls.Certificate!, () =>
        {
            X509Certificate2Collection found = [];
            found.ImportFromPemFile(tls.Certificate!);
            return found;
        });
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = Read(tls.Certificate!, () => SslStreamCertificateContext.Create(own, chain, offline: true)),
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            AllowRenegotiation = false,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (tls.ClientRoots is null) return options;
        X509Certificate2Collection roots = Read(tls.ClientRoots, () =>
        {
            X509Certificate2Collection found = [];
            found.ImportFromPemFile(tls.ClientRoots);
            return found.Count > 0 ? found : throw new CryptographicException("it holds no certificate");
        });
        options.ClientCertificateRequired = true;
        options.RemoteCertificateValidationCallback = (_, shown, presented, _) => shown is X509Certificate2 certificate ? IsSignedBy(roots, certificate, presented) : shown is null && othersMayCome;
        return options;
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

    // Whether a file may have changed since the last look.
    private bool Look()
    {
        DateTime now = DateTime.UtcNow;
        FileStamp[] found = [.. files.Select(f => Read(f, () => FileStamp.Of(f)))];
        bool changed = !settled || !found.SequenceEqual(seen);
        seen = found;
        settled = found.All(f => f.IsSettled(now));
        return changed;
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

    [LoggerMessage(Level = LogLevel.Information, Message = "{File} and what belongs to it were read again; new connections are made with them")]
    private static partial void Renewed(ILogger log, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "The certificates cannot be read again; new connections are made with those of before")]
    private static partial void Unusable(ILogger log, Exception error);
}
