using System.Diagnostics;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors;
using GpuCqa.Service.Storage;
using GpuCqa.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Xunit.Abstractions;

namespace GpuCqa.Service.Tests.Audit;

public class AuditRateTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Entries_OfManyCallsAtOnce_ShareTheirFlushes()
    {
        using var state = new TemporaryFolder();
        using var folder = new StateFolder(state.Path);
        using var log = new AuditLog(folder, new AuditHead(new DoorTables(state.Path)), new AuditOptions(), TimeProvider.System, NullLogger<AuditLog>.Instance);
        async Task<double> Rate(int callers, int each)
        {
            long began = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
            {
                for (int i = 0; i < each; i++) await log.Append(new AuditEntry("call", null));
            }));
            return callers * each / Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        await Rate(1, 20);
        double alone = await Rate(1, 100), many = await Rate(200, 50);
        output.WriteLine($"{alone:0} entries/s of one caller, {many:0} of 200 at once");
        // One flush each would give the same rate to both.
        Assert.True(many > 3 * alone, $"{alone:0} and {many:0} entries a second");
    }
}
