using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace GpuCqa.Service.Tests.Kills;

/// <summary>kill -9 of the server while it takes an upload and runs a discovery, at moments drawn from the discovery's own duration.</summary>
public class KillTests(ITestOutputHelper output)
{
    /// <summary>Rounds, each with one kill: few in every test run, GPUCQA_KILLS as many as it says.</summary>
    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("GPUCQA_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) ? rounds : 4;

    [Fact]
    public async Task Server_KilledDuringJobsAndUploads_LosesNothing()
    {
        using var run = new KillRun(2026);
        await run.Undisturbed();
        for (int round = 0; round < Rounds; round++) output.WriteLine(await run.Round(round));
        await run.CheckAll();
        Assert.Equal(Rounds, run.Kills);
    }
}
