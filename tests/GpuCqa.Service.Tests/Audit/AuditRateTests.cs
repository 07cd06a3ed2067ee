using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors;
using GpuCqa.Service.Storage;
using GpuCqa.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GpuCqa.Service.Tests.Audit;

public class AuditRateTests
{
    [Fact]
    public async Task Entries_OfManyCallsAtOnce_ShareTheirFlushes()
    {
        using var state = new TemporaryFolder();
        using var folder = new StateFolder(state.Path);
        using var log = new AuditLog(folder, new AuditHead(new DoorTables(state.Path)), new AuditOptions(), TimeProvider.System, NullLogger<AuditLog>.Instance);
        for (int i = 0; i < 20; i++) await log.Append(new AuditEntry("alone", null));
        // Who waits for each has a flush for each.
        long alone = log.Flushes;
        Assert.InRange(alone, 20, 25);
        Task[] many = Enumerable.Range(0, 10_000).Select(_ => log.Append(new AuditEntry("together", null))).ToArray();
        await Task.WhenAll(many);
        Assert.InRange(log.Flushes - alone, 10, 5000);
    }
}
