using GpuCqa.Core.Errors;
using GpuCqa.Service.Operations;
using Xunit;

namespace GpuCqa.Service.Tests.Operations;

public class OperationsOptionsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1:9464")]
    [InlineData("localhost:0")]
    [InlineData("[::1]:9464")]
    [InlineData("10.1.2.3:9464")]
    [InlineData("172.31.0.1:9464")]
    [InlineData("192.168.0.1:9464")]
    [InlineData("[fd00::1]:9464")]
    [InlineData("[::ffff:10.0.0.1]:9464")]
    public void Listen_PrivateAddress_IsAccepted(string listen) => new OperationsOptions { Listen = listen }.Check();

    [Theory]
    [InlineData("0.0.0.0:9464")]
    [InlineData("[::]:9464")]
    [InlineData("8.8.8.8:9464")]
    [InlineData("172.32.0.1:9464")]
    [InlineData("[2001:db8::1]:9464")]
    public void Listen_PublicAddress_IsRefusedUnlessAllowed(string listen)
    {
        Assert.Contains("GpuCqa:Operations:Listen", Assert.Throws<InvalidParameterException>(() => new OperationsOptions { Listen = listen }.Check()).Message, StringComparison.Ordinal);
        new OperationsOptions { Listen = listen, AllowPublic = true }.Check();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("127.0.0.1")]
    public void Listen_NotAnAddress_IsRefused(string listen) => Assert.Throws<InvalidParameterException>(() => new OperationsOptions { Listen = listen }.Check());

    [Theory]
    [InlineData("collector:4317")]
    [InlineData("ftp://collector")]
    public void Otlp_NotAnAddress_IsRefused(string otlp) => Assert.Throws<InvalidParameterException>(() => new OperationsOptions { Otlp = otlp }.Check());
}
