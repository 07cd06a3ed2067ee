using System.Security.Cryptography.X509Certificates;
using Grpc.Health.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;
using static GpuCqa.Service.Tests.Hosting.TestCertificates;

namespace GpuCqa.Service.Tests.Hosting;

public class MutualTlsTests
{
    [Fact]
    public async Task Callers_OnlyWithACertificateOfTheRoots_AreAnswered()
    {
        using var folder = new TemporaryFolder();
        using X509Certificate2 authority = Authority("CN=lab"), stranger = Authority("CN=stranger");
        using X509Certificate2 server = Signed(authority, "CN=127.0.0.1", ForServers), caller = Signed(authority, "CN=analyst", ForClients);
        using X509Certificate2 foreign = Signed(stranger, "CN=analyst", ForClients), wrongUse = Signed(authority, "CN=analyst", ForServers);
        var options = new ServiceOptions
        {
            Listen = "127.0.0.1:0", DrainSeconds = 1, State = folder.File("state"),
            Tls = { Certificate = Write(folder, "server.pem", server.ExportCertificatePem()), Key = Write(folder, "server.key", server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()), ClientRoots = Write(folder, "roots.pem", authority.ExportCertificatePem()) },
            Doors = { CertificateRoles = { ["all"] = "reader" } },
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
    public async Task Files_Renewed_AreTakenByTheNextConnection()
    {
        using var folder = new TemporaryFolder();
        using X509Certificate2 authority = Authority("CN=lab"), next = Authority("CN=next lab");
        using X509Certificate2 first = Signed(authority, "CN=127.0.0.1", ForServers), second = Signed(authority, "CN=127.0.0.1", ForServers), third = Signed(next, "CN=127.0.0.1", ForServers);
        using X509Certificate2 caller = Signed(authority, "CN=analyst", ForClients), other = Signed(next, "CN=analyst", ForClients);
        var options = new ServiceOptions
        {
            Listen = "127.0.0.1:0", DrainSeconds = 1, State = folder.File("state"),
            // As mounted secrets are: a link to a folder that is exchanged.
            Tls = { Certificate = folder.File("now/server.pem"), Key = folder.File("now/server.key"), ClientRoots = folder.File("now/roots.pem") },
            Doors = { CertificateRoles = { ["all"] = "reader" } },
        };
        Mount(folder, "a", first.ExportCertificatePem(), Key(first), authority);
        var log = new JobHost.LogLines();
        await using WebApplication app = ServiceHost.Build(options, logging => logging.ClearProviders().AddProvider(log));
        await app.StartAsync();
        Assert.Equal(first.Thumbprint, await Shown(app, caller));
        // A key of another certificate, no certificate at all, none of the files: those of before hold.
        Mount(folder, "b", second.ExportCertificatePem(), Key(first), authority);
        Assert.Equal(first.Thumbprint, await Shown(app, caller));
        Mount(folder, "c", "nothing", "nothing", authority);
        Assert.Equal(first.Thumbprint, await Shown(app, caller));
        Directory.Delete(folder.File("now"));
        Assert.Equal(first.Thumbprint, await Shown(app, caller));
        Assert.Contains(log.Lines, l => l.StartsWith("The certificates cannot be read again; new connections are made with those of before", StringComparison.Ordinal) && l.Contains("server.pem", StringComparison.Ordinal));
        Mount(folder, "d", second.ExportCertificatePem(), Key(second), authority);
        Assert.Equal(second.Thumbprint, await Shown(app, caller));
        // The roots too: who is of the old ones stays out.
        Mount(folder, "e", third.ExportCertificatePem(), Key(third), next);
        Assert.Equal(third.Thumbprint, await Shown(app, other));
        await Assert.ThrowsAsync<RpcException>(() => Shown(app, caller));
        await app.StopAsync();

        static string Key(X509Certificate2 certificate) => certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();
    }

    [Fact]
    public void Files_NotPem_AreNamed()
    {
        using var folder = new TemporaryFolder();
        string file = Write(folder, "not.pem", "nothing");
        var options = new ServiceOptions { Listen = "127.0.0.1:0", State = folder.File("state"), Tls = { Certificate = file, Key = file, ClientRoots = file }, Doors = { CertificateRoles = { ["all"] = "reader" } } };
        BadDataException error = Assert.Throws<BadDataException>(() => ServiceHost.Build(options, logging => logging.ClearProviders()).Start());
        Assert.Contains("not.pem", error.Message, StringComparison.Ordinal);
    }

    private static void Mount(TemporaryFolder folder, string name, string certificate, string key, X509Certificate2 roots)
    {
        string at = Directory.CreateDirectory(folder.File(name)).FullName, now = folder.File("now");
        File.WriteAllText(Path.Combine(at, "server.pem"), certificate);
        File.WriteAllText(Path.Combine(at, "server.key"), key);
        File.WriteAllText(Path.Combine(at, "roots.pem"), roots.ExportCertificatePem());
        if (Directory.Exists(now)) Directory.Delete(now);
        Directory.CreateSymbolicLink(now, at);
    }

    // Thumbprint of the certificate that a new connection is shown.
    private static async Task<string> Shown(WebApplication app, X509Certificate2 certificate)
    {
        string shown = "";
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, found, _, _) => (shown = (found as X509Certificate2)!.Thumbprint).Length > 0;
        handler.SslOptions.ClientCertificates = [certificate];
        using GrpcChannel channel = GrpcChannel.ForAddress(ServiceHost.Address(app), new GrpcChannelOptions { HttpHandler = handler });
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), deadline: Patience.Deadline)).Status);
        return shown;
    }

    private static async Task<HealthCheckResponse.Types.ServingStatus> Check(WebApplication app, X509Certificate2 authority, X509Certificate2? certificate)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, found, _, _) => found is X509Certificate2 c && c.Issuer == authority.Subject;
        if (certificate is not null) handler.SslOptions.ClientCertificates = [certificate];
        using GrpcChannel channel = GrpcChannel.ForAddress(ServiceHost.Address(app), new GrpcChannelOptions { HttpHandler = handler });
        return (await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), deadline: Patience.Deadline)).Status;
    }
}
