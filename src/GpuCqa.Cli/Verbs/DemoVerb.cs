using System.CommandLine;
using System.Globalization;
using GpuCqa.Analysis.Results;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Scoring;
using GpuCqa.Pipelines.Simulations;
using GpuCqa.Simulation;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa demo</c>: simulates a small cohort, discovers, and says whether the planted state was found.</summary>
public static class DemoVerb
{
    private const string Readout = "vegf_ischemia";

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var output = new Option<string>("--out", "-o") { Description = "Folder of the demo; an older demo there is replaced.", HelpName = "folder", DefaultValueFactory = _ => Path.Combine("out", "demo") };
        Option<ulong> seed = CommonOptions.Seed();
        Option<string> device = CommonOptions.Device();
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> quiet = CommonOptions.Quiet();
        var command = new Command("demo", "Simulate a small cohort, discover, and say where the report is and whether the planted state was found.") { output, seed, device, threads, quiet };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetValue(output)!;
            bool silent = parsed.GetValue(quiet);
            using var interruption = new Interruption();
            SimulatedCohort cohort = CohortSimulator.Create(SimulationPresets.Get("msc-small"), parsed.GetValue(seed));
            using (ComputeDevice maker = ComputeDevices.Open("cpu", parsed.GetValue(threads)))
            {
                var progress = new ConsoleProgress(silent);
                progress.Show(() => CohortWriter.Write(cohort, Path.Combine(folder, "cohort"), force: true, LotFormat.Tenx, maker, progress, interruption.Token));
            }

            var job = new DiscoverJob
            {
                Sheet = Path.Combine(folder, "cohort", "cohort.csv"),
                Output = Path.Combine(folder, "result"),
                Parameters = new DiscoverParameters { Readouts = [Readout], Seed = parsed.GetValue(seed) },
                Device = parsed.GetValue(device)!,
                Threads = parsed.GetValue(threads),
                Force = true,
                Quiet = silent,
            };
            DiscoveryResult result = job.Run(interruption.Token);
            SimulationScore score = SimulationScorer.Score(cohort, result, Readout);
            Console.Out.WriteLine(Verdict(score));
            Console.Out.WriteLine($"Report: {Path.GetFullPath(Path.Combine(folder, "result", "report.html"))}");
            return score.Found ? 0 : 1;
        });
        return command;
    }

    private static string Verdict(SimulationScore score) => score switch
    {
        { Recovery: null } => "The planted state was not found: no cluster could be tested.",
        { Found: true } => string.Create(CultureInfo.InvariantCulture, $"The planted state was found: {score.Recovery!.Purity:P1} of the finding's cells are of it, and it holds {score.Recovery.Recall:P1} of them."),
        _ => string.Create(CultureInfo.InvariantCulture, $"The planted state was not found: {score.Recovery!.Purity:P1} of the finding's cells are of it, and it holds {score.Recovery.Recall:P1} of them. With true fractions it would rank {score.Oracle.Rank} of {score.Oracle.Rho.Length} (rho {score.Oracle.CqaRho:0.00})."),
    };
}
