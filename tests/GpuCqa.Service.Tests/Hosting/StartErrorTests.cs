using System.Net;
using System.Net.Sockets;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Hosting;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Service.Tests.Hosting;

public sealed class StartErrorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("{\"GpuCqa\":{\"Listn\":\"x\"}}", "Settings: GpuCqa has no setting 'Listn'; there are ")]
    [InlineData("{\"GpuCqa\":{\"Tls\":{\"Foo\":1,\"Bar\":2}}}", "Settings: GpuCqa has no settings 'Bar', 'Foo'; there are ")]
    [InlineData("{\"GpuCqa\":{\"Threads\":\"many\"}}", "Settings: 'many' is no value of GpuCqa:Threads.")]
    public void Settings_ThatAreNone_AreNamedWithoutTypes(string text, string finding)
    {
        File.WriteAllText(folder.File("s.json"), text);
        string message = Assert.Throws<InvalidParameterException>(() => Configuration.Read(folder.File("s.json"))).Message;
        Assert.StartsWith(finding, message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", message, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(ServiceOptions), message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_InUse_IsSaidBeforeAnythingStarts()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string listen = taken.LocalEndpoint.ToString()!;
        var error = await Assert.ThrowsAsync<PreconditionException>(() => ServeCommand.Create().Parse(["--listen", listen, "--insecure-loopback", "--state", folder.File("state")])
            .InvokeAsync(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false }, CancellationToken.None));
        Assert.Equal($"{listen} cannot be listened on: another program uses the port; end it, or choose another port.", error.Message);
        Assert.False(Directory.Exists(folder.File("state")));
    }
}
