using Xunit;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>A test with data on a real PostgreSQL server; counted as skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresServer.Missing;
}
