using GpuCqa.Bench;

namespace GpuCqa.ServiceBench.Soak;

/// <summary>The soak from the command line.</summary>
internal static class SoakCommand
{
    public static async Task<int> Run(Options options)
    {
        string work = Directory.CreateDirectory(Path.Combine(options.Text("work") ?? Path.GetTempPath(), "gpucqa-soak-" + Guid.NewGuid().ToString("N")[..8])).FullName;
        try
        {
            var soak = new SoakOptions();
            soak = new SoakOptions(
                options.Number("clients", soak.Clients), options.Number("seconds", soak.Seconds), options.Number("rounds", soak.Rounds), options.Number("pause", soak.PauseMilliseconds), options.Number("rest", soak.RestSeconds));
            (IReadOnlyList<SoakTally> rounds, _) = await SoakRun.Run(soak, work, Console.WriteLine);
            return rounds.All(r => r.Errors.Count == 0) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
