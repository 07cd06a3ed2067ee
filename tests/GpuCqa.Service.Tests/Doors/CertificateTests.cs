using System.Security.Cryptography.X509Certificates;
using GpuCqa.Api.V1;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;
using static GpuCqa.Service.Tests.Hosting.TestCertificates;

namespace GpuCqa.Service.Tests.Doors;

public sealed class CertificateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly X509Certificate2 authority = Authority("CN=Lab CA");

    [Fact]
    public async Task Certificates_Listed_HaveTheirRolesAndOthersNone()
    {
        await using LockedService service = await Start(options => options.Doors.Certificates.Add(new() { Subject = "CN=ana,  O=Lab", Roles = { ["p"] = "reader" } }));
        using X509Certificate2 ana = Signed(authority, "CN=ana, O=Lab", ForClients), bob = Signed(authority, "CN=bob, O=Lab", ForClients), like = Signed(authority, "CN=\"ana, O=Lab\"", ForClients);
        await List(service, ana, "p");
        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", () => List(service, ana, "q"));
        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", () => List(service, bob, "p"));
        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", () => List(service, like, "p"));
    }

    [Fact]
    public async Task Certificates_OfAllRoots_HaveTheRoleOfAll()
    {
        await using LockedService service = await Start(options => options.Doors.CertificateRoles["all"] = "reader");
        using X509Certificate2 bob = Signed(authority, "CN=bob", ForClients);
        await List(service, bob, "q");
        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", () => Delete(service, bob));
    }

    [Fact]
    public async Task Keys_OverTls_ComeWithoutACertificateAndCountBeforeIt()
    {
        await using LockedService service = await Start(options => (options.Doors.Keys, options.Doors.CertificateRoles["all"]) = (true, "admin"));
        using X509Certificate2 bob = Signed(authority, "CN=bob", ForClients);
        var key = service.Key("ana", null, "p=reader");
        await List(service, null, "p", key.Whole());
        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", () => List(service, bob, "q", key.Whole()));
        await Refusal.Of(StatusCode.Unauthenticated, "UNAUTHENTICATED", () => List(service, null, "p"));
        await Refusal.Of(StatusCode.Unauthenticated, "UNAUTHENTICATED", () => List(service, bob, "p", key.Whole()[..^2]));
        await List(service, bob, "q");
        using X509Certificate2 stranger = Authority("CN=Other CA"), foreign = Signed(stranger, "CN=bob", ForClients);
        await Assert.ThrowsAsync<RpcException>(() => List(service, foreign, "p", key.Whole()));
    }

    public void Dispose()
    {
        folder.Dispose();
        authority.Dispose();
    }

    private Task<LockedService> Start(Action<ServiceOptions> configure) => LockedService.Start(options =>
    {
        using X509Certificate2 server = Signed(authority, "CN=127.0.0.1", ForServers);
        options.Doors.Keys = options.Doors.PlaintextLoopback = false;
        options.Tls = new TlsOptions { Certificate = Write(folder, "server.pem", server.ExportCertificatePem()), Key = Write(folder, "server.key", server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()), ClientRoots = Write(folder, "roots.pem", authority.ExportCertificatePem()) };
        configure(options);
    });

    private static async Task List(LockedService service, X509Certificate2? certificate, string project, string? key = null) =>
        await Call(service, certificate, key, async c => await c.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/" + project }));

    private static async Task Delete(LockedService service, X509Certificate2 certificate) =>
        await Call(service, certificate, null, async c => await c.DeleteDatasetAsync(new DeleteDatasetRequest { Name = "projects/p/datasets/d" }));

    private static async Task Call(LockedService service, X509Certificate2? certificate, string? key, Func<DatasetService.DatasetServiceClient, Task> call)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, found, _, _) => found?.Issuer == "CN=Lab CA";
        if (certificate is not null) handler.SslOptions.ClientCertificates = [certificate];
        CallCredentials keys = CallCredentials.FromInterceptor((_, metadata) =>
        {
            if (key is not null) metadata.Add("authorization", "Bearer " + key);
            return Task.CompletedTask;
        });
        using GrpcChannel channel = GrpcChannel.ForAddress(ServiceHost.Address(service.App), new GrpcChannelOptions { HttpHandler = handler, Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, keys) });
        await call(new DatasetService.DatasetServiceClient(channel));
    }
}
