using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Remote.Tests.Services;

/// <summary>One service for the tests that ask it for results and change nothing else of it: a start takes as long as several of them.</summary>
public sealed class SharedService : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private ServiceProcess? process;

    public string Address => process!.Address;

    public async Task InitializeAsync() => process = await ServiceProcess.Start(folder.File("state"), "--insecure-loopback");

    public Task DisposeAsync()
    {
        process?.Dispose();
        folder.Dispose();
        return Task.CompletedTask;
    }
}

[CollectionDefinition(nameof(SharedService))]
public sealed class SharedServiceCollection : ICollectionFixture<SharedService>;
