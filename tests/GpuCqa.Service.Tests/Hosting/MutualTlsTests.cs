using System.Security.Cryptography.X509Certificates;
using Grpc.Health.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Hosting;
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
    public void Files_NotPem_AreNamed()
    {
        using var folder = new TemporaryFolder();
        string file = Write(folder, "not.pem", "nothing");
        var options = new ServiceOptions { Listen = "127.0.0.1:0", State = folder.File("state"), Tls = { Certificate = file, Key = file, ClientRoots = file }, Doors = { CertificateRoles = { ["all"] = "reader" } } };
        BadDataException error = Assert.Throws<BadDataException>(() => ServiceHost.Build(options, logging => logging.ClearProviders()).Start());
        Assert.Contains("not.pem", error.Message, StringComparison.Ordinal);
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
