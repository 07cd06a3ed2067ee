using GpuCqa.ServiceBench.Soak;
using GpuCqa.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GpuCqa.Service.Tests.Soak;

/// <summary>The soak of bench/service/soak.sh, short and with fewer clients.</summary>
public class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Clients_ManyAtOnce_GetAnswersOrRefusalsThatSayWhenToComeBack()
    {
        using var work = new TemporaryFolder();
        (IReadOnlyList<SoakTally> rounds, IReadOnlyList<long> resident) = await SoakRun.Run(new SoakOptions(Clients: 40, Seconds: 4, Rounds: 2, PauseMilliseconds: 50, RestSeconds: 1), work.Path, output.WriteLine);
        Assert.All(rounds, r => Assert.Empty(r.Errors));
        Assert.All(rounds, r => Assert.True(r.SmallCalls > 0 && r.Watched > 0, $"{r.SmallCalls} small calls, {r.Watched} messages of watches"));
        Assert.True(resident[^1] < 600L << 20, $"{string.Join(", ", resident.Select(b => b >> 20))} MiB resident");
    }
}
