using System.Diagnostics;
using Grpc.Health.V1;
using GpuCqa.Service.Hosting;
using GpuCqa.Testing;
using Grpc.Net.Client;
using Xunit;

namespace GpuCqa.Service.Tests.Hosting;

/// <summary>The service as its own program.</summary>
public class ServeProcessTests
{
    [Fact]
    public async Task Program_Terminated_EndsWithZero()
    {
        using var state = new TemporaryFolder();
        using Process process = Start("--listen", "127.0.0.1:0", "--insecure-loopback", "--state", state.Path);
        string? first = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Span);
        Assert.StartsWith("gpucqa serves on http://127.0.0.1:", first, StringComparison.Ordinal);
        using GrpcChannel channel = GrpcChannel.ForAddress(first!["gpucqa serves on ".Length..]);
        HealthCheckResponse health = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Patience.Span);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Program_WithoutADoor_RefusesToStart()
    {
        using Process process = Start("--listen", "127.0.0.1:0");
        string said = await process.StandardError.ReadToEndAsync().WaitAsync(Patience.Span);
        await process.WaitForExitAsync();
        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith("gpucqa serve: The service would be open to anyone.", said, StringComparison.Ordinal);
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [typeof(ServiceHost).Assembly.Location, .. arguments])
    {
        RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
    })!;
}
