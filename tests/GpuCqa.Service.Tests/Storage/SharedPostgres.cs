namespace GpuCqa.Service.Tests.Storage;

/// <summary>One server for all cases of a class, each of which leaves it running.</summary>
public sealed class SharedPostgres : IDisposable
{
    public PostgresServer? Server { get; } = PostgresServer.Missing is null ? PostgresServer.Start() : null;

    public void Dispose() => Server?.Dispose();
}
