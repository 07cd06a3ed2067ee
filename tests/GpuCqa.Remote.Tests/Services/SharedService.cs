using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Remote.Tests.Services;

/// <summary>One service for the tests that ask it for results and change nothing else of it: a start takes as long as several of them.</summary>
public sealed class SharedService : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private ServiceProcess? process;

    public string Address => process!.Address;

    public async Task InitializeAsync() => process = await ServiceProcess.Start(folder.File("state"), "--insecure-loopback");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        process?.Dispose();
        folder.Dispose();
    }
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(nameof(SharedService))]
public class OneService : ICollectionFixture<SharedService>;
