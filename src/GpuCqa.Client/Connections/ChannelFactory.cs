using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Reasons;
using Grpc.Net.Client;

namespace GpuCqa.Client.Connections;

/// <summary>Opens the channel that options describe.</summary>
internal static class ChannelFactory
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(20);

    /// <summary>The address of a service.</summary>
    /// <exception cref="InvalidParameterException">It is not http:// or https:// with a host and nothing after the port.</exception>
    public static Uri Address(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.Host.Length > 0 && uri.PathAndQuery is "/" && uri.UserInfo.Length == 0
            ? uri
            : throw new InvalidParameterException($"'{address}' is not the address of a service; expected https://HOST:PORT, or http://127.0.0.1:PORT on this machine.");

    public static GrpcChannel Open(Uri address, ClientOptions options)
    {
        var sockets = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            // A proxy of the environment is for other machines.
            UseProxy = !address.IsLoopback,
            ConnectTimeout = ConnectTimeout,
            KeepAlivePingDelay = options.KeepAliveDelay,
            KeepAlivePingTimeout = options.KeepAliveTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            SslOptions = Tls(options),
        };
        HttpMessageHandler handler = options switch
        {
            { ApiKey: { } key } => new AuthorizationHandler(_ => ValueTask.FromResult(key), sockets),
            { TokenProvider: { } provider } => new AuthorizationHandler(provider, sockets),
            _ => sockets,
        };
        if (ReasonText.Checked(nameof(options.Reason), options.Reason) is { } reason) handler = new ReasonHandler(reason, handler);
        return GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, MaxReceiveMessageSize = 16 << 20, MaxSendMessageSize = null });
    }

    private static SslClientAuthenticationOptions Tls(ClientOptions options)
    {
        var tls = new SslClientAuthenticationOptions();
        if (options.ClientCertificate is { } file)
        {
            tls.ClientCertificates = [Read(file, () =>
            {
                using X509Certificate2 read = X509Certificate2.CreateFromPemFile(file, options.ClientKey);
                // A key that exists in memory only is not found by TLS on every platform.
                return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pfx), null);
            })];
        }

        if (options.CertificateAuthorities is { } authorities)
        {
            X509Certificate2Collection roots = Read(authorities, () =>
            {
                X509Certificate2Collection found = [];
                found.ImportFromPemFile(authorities);
                return found.Count > 0 ? found : throw new CryptographicException("it holds no certificate");
            });
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        return tls;
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
