using Grpc.Health.V1;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Tests.Hosting;
using Xunit;

namespace GpuCqa.Service.Tests.Malformed.Frames;

/// <summary>Oddities of HTTP/2, each on a connection of its own: the connection or the stream ends as the standard says, others go on, and nothing stays behind.</summary>
[Collection(nameof(Alone))]
public class FrameTests(RunningService service) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Frames_Odd_EndTheStreamOrTheConnectionAndNothingElse()
    {
        var server = new Uri(ServiceHost.Address(service.App));
        var health = new Health.HealthClient(service.Channel);
        var attacks = new FrameAttacks(20261122);
        var wrong = new SortedDictionary<string, int>(StringComparer.Ordinal);
        long before = 0;
        for (int round = 0; round < 8; round++)
        {
            foreach (Func<FrameAttack> kind in attacks.Kinds)
            {
                FrameAttack attack = kind();
                string outcome;
                using (var client = new FrameClient(server))
                {
                    attack.Run(client);
                    outcome = await client.Outcome(attack.StreamId);
                }

                if (!attack.Expected.Contains(outcome)) wrong[$"{attack.Kind}: {outcome}"] = wrong.GetValueOrDefault($"{attack.Kind}: {outcome}") + 1;
                Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
            }

            if (round == 1) before = GC.GetTotalMemory(forceFullCollection: true);
        }

        Assert.Empty(wrong);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(after - before < 8 << 20, $"{before} bytes were in use after two rounds, {after} after eight");
    }
}
