using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Tests.Fakes;
using GpuCqa.Core.Errors;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Client.Tests.Connections;

public class ConnectTests
{
    [Fact]
    public async Task Devices_OfAllPages_AreListed()
    {
        await using FakeServer server = await FakeServer.Start();
        using GpuCqaClient client = server.Client();
        Assert.Equal(["devices/cpu", "devices/cuda-0"], (await client.ListDevicesAsync()).Select(d => d.Name));
        Assert.Null(server.State.Authorization);
    }

    [Fact]
    public async Task Token_OfKeyOrProvider_IsOnEveryCall()
    {
        await using FakeServer server = await FakeServer.Start();
        using (GpuCqaClient client = server.Client(new ClientOptions { ApiKey = "secret" })) await client.ListDevicesAsync();
        Assert.Equal("Bearer secret", server.State.Authorization);
        int asked = 0;
        using (GpuCqaClient client = server.Client(new ClientOptions { TokenProvider = _ => ValueTask.FromResult($"t{++asked}") })) await client.ListDevicesAsync();
        Assert.Equal("Bearer t2", server.State.Authorization);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("  ", null)]
    [InlineData(" donor 7 withdrew, 100%25 ", "donor 7 withdrew, 100%25")]
    [InlineData("重複のため", "bin 重複のため")]
    public async Task Reason_OfTheOptions_IsOnEveryCall(string? reason, string? sent)
    {
        await using FakeServer server = await FakeServer.Start();
        using (GpuCqaClient client = server.Client(new ClientOptions { ApiKey = "secret", Reason = reason })) await client.ListDevicesAsync();
        Assert.Equal((sent, "Bearer secret"), (server.State.Reason, server.State.Authorization));
    }

    [Theory]
    [InlineData("127.0.0.1:50051")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://127.0.0.1:50051/path")]
    [InlineData("https://user@lab:50051")]
    [InlineData("")]
    public void Address_OfNoService_IsRefused(string address) => Assert.Throws<InvalidParameterException>(() => GpuCqaClient.Connect(address));

    [Fact]
    public void Options_ThatCannotBe_AreRefused()
    {
        foreach ((string address, ClientOptions options) in new[]
        {
            ("http://lab.example:50051", new ClientOptions { ApiKey = "secret" }),
            ("http://127.0.0.1:1", new ClientOptions { ApiKey = "secret", TokenProvider = _ => ValueTask.FromResult("") }),
            ("http://127.0.0.1:1", new ClientOptions { ApiKey = "two words" }),
            ("http://127.0.0.1:1", new ClientOptions { Reason = "two\nlines" }),
            ("http://127.0.0.1:1", new ClientOptions { Reason = new string('x', 501) }),
            ("http://127.0.0.1:1", new ClientOptions { CertificateAuthorities = "ca.pem" }),
            ("https://127.0.0.1:1", new ClientOptions { ClientKey = "key.pem" }),
            ("https://127.0.0.1:1", new ClientOptions { ChunkBytes = 3 << 20 }),
            ("https://127.0.0.1:1", new ClientOptions { CallTimeout = TimeSpan.Zero }),
        }) Assert.Throws<InvalidParameterException>(() => GpuCqaClient.Connect(address, options));
        Assert.Throws<BadDataException>(() => GpuCqaClient.Connect("https://127.0.0.1:1", new ClientOptions { CertificateAuthorities = "/no/such.pem" }));
    }

    [Fact]
    public async Task Nobody_EverAnswered_TakesTheFirstPatienceOnly()
    {
        using var nobody = new Nobody();
        using GpuCqaClient client = GpuCqaClient.Connect(nobody.Address, new ClientOptions { Retry = FakeServer.Quick with { Patience = TimeSpan.FromHours(1), FirstPatience = TimeSpan.FromMilliseconds(200) } });
        RefusedException error = await Assert.ThrowsAsync<RefusedException>(() => client.ListDevicesAsync().WaitAsync(Patience.Span));
        Assert.Equal(ErrorReason.Unavailable, error.Reason);
    }

    [Fact]
    public async Task Nobody_Listens_SaysSo()
    {
        using var nobody = new Nobody();
        using GpuCqaClient client = GpuCqaClient.Connect(nobody.Address, new ClientOptions { Retry = new RetryOptions { Patience = TimeSpan.FromMilliseconds(300), FirstDelay = TimeSpan.FromMilliseconds(20) } });
        RefusedException error = await Assert.ThrowsAsync<RefusedException>(() => client.ListDevicesAsync());
        Assert.Equal(ErrorReason.Unavailable, error.Reason);
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MutualTls_OnlyWithTheAuthorityAndTheCertificate()
    {
        using var folder = new TemporaryFolder();
        using X509Certificate2 authority = Authority("CN=lab"), stranger = Authority("CN=stranger");
        using X509Certificate2 own = Signed(authority, "CN=127.0.0.1"), caller = Signed(authority, "CN=analyst");
        File.WriteAllText(folder.File("ca.pem"), authority.ExportCertificatePem());
        File.WriteAllText(folder.File("stranger.pem"), stranger.ExportCertificatePem());
        File.WriteAllText(folder.File("caller.pem"), caller.ExportCertificatePem() + "\n" + caller.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await using FakeServer server = await FakeServer.Start(own, found => found.Thumbprint == caller.Thumbprint);
        var good = new ClientOptions { CertificateAuthorities = folder.File("ca.pem"), ClientCertificate = folder.File("caller.pem"), ApiKey = "k", Retry = new RetryOptions { Patience = TimeSpan.Zero } };
        using (GpuCqaClient client = server.Client(good)) Assert.Equal(2, (await client.ListDevicesAsync()).Count);
        // Whom we do not trust is not tried again; who does not trust us may merely be away.
        var patient = new RetryOptions { Patience = TimeSpan.FromMinutes(10) };
        foreach ((ClientOptions wrong, ErrorReason reason) in new[]
        {
            (good with { CertificateAuthorities = null, Retry = patient }, ErrorReason.Unauthenticated),
            (good with { CertificateAuthorities = folder.File("stranger.pem"), Retry = patient }, ErrorReason.Unauthenticated),
            (good with { ClientCertificate = null }, ErrorReason.Unavailable),
        })
        {
            using GpuCqaClient client = server.Client(wrong);
            Assert.Equal(reason, (await Assert.ThrowsAsync<RefusedException>(() => client.ListDevicesAsync())).Reason);
        }

        Assert.DoesNotContain("k", $"{good}"[nameof(ClientOptions).Length..], StringComparison.Ordinal);
    }

    private static X509Certificate2 Authority(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Signed(X509Certificate2 authority, string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
