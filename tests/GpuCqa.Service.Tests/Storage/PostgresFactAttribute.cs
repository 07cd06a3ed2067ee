using Xunit;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>A test on a real PostgreSQL server; counted as skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Missing;
}
