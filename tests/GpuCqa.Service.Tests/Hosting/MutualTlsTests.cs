using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GpuCqa.Api.Health;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GpuCqa.Service.Tests.Hosting;

public class MutualTlsTests
{
    [Fact]
    public async Task Callers_OnlyWithACertificateOfTheRoots_AreAnswered()
    {
        using var folder = new TemporaryFolder();
        using X509Certificate2 authority = Authority("CN=lab"), stranger = Authority("CN=stranger");
        using X509Certificate2 server = Signed(authority, "CN=127.0.0.1", "1.3.6.1.5.5.7.3.1"), caller = Signed(authority, "CN=analyst", "1.3.6.1.5.5.7.3.2");
        using X509Certificate2 foreign = Signed(stranger, "CN=analyst", "1.3.6.1.5.5.7.3.2"), wrongUse = Signed(authority, "CN=analyst", "1.3.6.1.5.5.7.3.1");
        var options = new ServiceOptions
        {
            Listen = "127.0.0.1:0", DrainSeconds = 1, State = folder.File("state"),
            Tls = { Certificate = Write(folder, "server.pem", server.ExportCertificatePem()), Key = Write(folder, "server.key", server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()), ClientRoots = Write(folder, "roots.pem", authority.ExportCertificatePem()) },
        };
        await using WebApplication app = ServiceHost.Build(options, logging => logging.ClearProviders());
        await app.StartAsync();
        Assert.StartsWith("https://", ServiceHost.Address(app), StringComparison.Ordinal);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, await Check(app, authority, caller));
        foreach (X509Certificate2? refused in new[] { null, foreign, wrongUse })
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => Check(app, authority, refused));
            Assert.True(error.StatusCode is StatusCode.Unavailable or StatusCode.Internal, error.Message);
        }

        await app.StopAsync();
    }

    [Fact]
    public void Files_NotPem_AreNamed()
    {
        using var folder = new TemporaryFolder();
        string file = Write(folder, "not.pem", "nothing");
        var options = new ServiceOptions { Listen = "127.0.0.1:0", State = folder.File("state"), Tls = { Certificate = file, Key = file, ClientRoots = file } };
        BadDataException error = Assert.Throws<BadDataException>(() => ServiceHost.Build(options, logging => logging.ClearProviders()).Start());
        Assert.Contains("not.pem", error.Message, StringComparison.Ordinal);
    }

    private static async Task<HealthCheckResponse.Types.ServingStatus> Check(WebApplication app, X509Certificate2 authority, X509Certificate2? certificate)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, found, _, _) => found is X509Certificate2 c && c.Issuer == authority.Subject;
        if (certificate is not null) handler.SslOptions.ClientCertificates = [certificate];
        using GrpcChannel channel = GrpcChannel.ForAddress(ServiceHost.Address(app), new GrpcChannelOptions { HttpHandler = handler });
        return (await new Api.Health.Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow.AddSeconds(20))).Status;
    }

    private static X509Certificate2 Authority(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Signed(X509Certificate2 authority, string name, string use)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    private static string Write(TemporaryFolder folder, string name, string text)
    {
        string file = Path.Combine(folder.Path, name);
        File.WriteAllText(file, text);
        return file;
    }
}
