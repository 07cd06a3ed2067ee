using GpuCqa.Service.Doors.Limits;
using GpuCqa.Service.Tests.Hosting;
using Xunit;

namespace GpuCqa.Service.Tests.Doors;

[Collection(nameof(Alone))]
public class LimitMemoryTests
{
    [Fact]
    public void Buckets_OfManyAddresses_AreForgottenWhenFull()
    {
        var clock = new SteppedClock();
        var limit = new RateLimit(perSecond: 1, burst: 1, clock);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 500_000; i++)
        {
            limit.Take($"2001:db8::{i:x}");
            if (i % 1000 == 0) clock.Pass(TimeSpan.FromSeconds(2));
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 << 20);
        GC.KeepAlive(limit);
    }
}
