using GpuCqa.Core.Errors;
using GpuCqa.Service.Hosting;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Service.Tests.Hosting;

public class ServiceOptionsTests
{
    [Fact]
    public void Defaults_WithoutFlag_RefuseToBeOpen()
    {
        InvalidParameterException error = Assert.Throws<InvalidParameterException>(() => new ServiceOptions().Check());
        Assert.Contains("--insecure-loopback", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:50051")]
    [InlineData("localhost:0")]
    [InlineData("[::1]:50051")]
    public void InsecureLoopback_OnLoopback_IsAccepted(string listen) => new ServiceOptions { Listen = listen, InsecureLoopback = true }.Check();

    [Theory]
    [InlineData("0.0.0.0:50051", "other machines")]
    [InlineData("[::]:50051", "other machines")]
    [InlineData("10.0.0.1:50051", "other machines")]
    [InlineData("nonsense", "expected an address")]
    [InlineData("127.0.0.1", "expected an address")]
    public void InsecureLoopback_Elsewhere_IsRefused(string listen, string said) =>
        Assert.Contains(said, Assert.Throws<InvalidParameterException>(() => new ServiceOptions { Listen = listen, InsecureLoopback = true }.Check()).Message, StringComparison.Ordinal);

    [Fact]
    public void Tls_WithoutClientRoots_IsStillOpen() =>
        Assert.Throws<InvalidParameterException>(() => new ServiceOptions { Listen = "0.0.0.0:1", Tls = { Certificate = "c", Key = "k" } }.Check());

    [Fact]
    public void Tls_WithClientRoots_MayListenAnywhere() => new ServiceOptions { Listen = "0.0.0.0:1", Tls = { Certificate = "c", Key = "k", ClientRoots = "r" }, Doors = { CertificateRoles = { ["all"] = "reader" } } }.Check();

    [Fact]
    public void File_Keys_AreReadAndUnknownOnesRefused()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "settings.json");
        File.WriteAllText(file, """{ "GpuCqa": { "Listen": "127.0.0.1:7", "Tls": { "Key": "k" }, "MaxMessageBytes": 70000 } }""");
        ServiceOptions options = Configuration.Read(file);
        Assert.Equal(("127.0.0.1:7", "k", 70000), (options.Listen, options.Tls.Key, options.MaxMessageBytes));
        File.WriteAllText(file, """{ "GpuCqa": { "Lisen": "127.0.0.1:7" } }""");
        Assert.Contains("Lisen", Assert.Throws<InvalidParameterException>(() => Configuration.Read(file)).Message, StringComparison.Ordinal);
        File.WriteAllText(file, "{");
        Assert.Throws<BadDataException>(() => Configuration.Read(file));
        Assert.Throws<NotFoundException>(() => Configuration.Read(file + ".missing"));
    }
}
