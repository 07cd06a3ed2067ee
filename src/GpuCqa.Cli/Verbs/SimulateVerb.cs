using System.CommandLine;
using GpuCqa.Analysis.Simulation;
using GpuCqa.Cli.Running;
using GpuCqa.Cli.Simulation;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa simulate</c>: a synthetic cohort with known truth, written as 10x folders and a cohort sheet.</summary>
public static class SimulateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var preset = new Option<string>("--preset") { Description = $"One of: {string.Join("; ", SimulationPresets.All.Select(p => $"{p.Name} ({p.Description})"))}.", HelpName = "name", DefaultValueFactory = _ => "msc-small" };
        var output = new Option<string>("--out", "-o") { Description = "Folder to write.", Required = true, HelpName = "folder" };
        var cells = new Option<long?>("--cells") { Description = "Cells in all, for the preset scale.", HelpName = "n" };
        var genes = new Option<int?>("--genes") { Description = "Genes, for the preset scale.", HelpName = "n" };
        Option<ulong> seed = CommonOptions.Seed();
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet();
        var command = new Command("simulate", "Write a synthetic cohort: negative binomial counts, cell states, one hidden state whose fraction drives a readout, lot effects, and the truth.")
        {
            preset, output, cells, genes, seed, threads, force, quiet,
        };
        command.SetAction(parsed =>
        {
            SimulationPreset chosen = Choose(parsed.GetValue(preset)!, parsed.GetValue(cells), parsed.GetValue(genes));
            using var interruption = new Interruption();
            using ComputeDevice device = ComputeDevices.Open("cpu", parsed.GetValue(threads));
            SimulatedCohort cohort = CohortSimulator.Create(chosen, parsed.GetValue(seed));
            var progress = new ConsoleProgress(parsed.GetValue(quiet));
            progress.Show(() => CohortWriter.Write(cohort, parsed.GetValue(output)!, parsed.GetValue(force), device, progress, interruption.Token));
            if (!parsed.GetValue(quiet)) Console.Error.WriteLine($"{cohort.CellCount:N0} cells of {cohort.Lots.Count} lots: {Path.GetFullPath(Path.Combine(parsed.GetValue(output)!, "cohort.csv"))}");
            return 0;
        });
        return command;
    }

    private static SimulationPreset Choose(string name, long? cells, int? genes)
    {
        SimulationPreset preset = SimulationPresets.Get(name);
        if (cells is null && genes is null) return preset;
        if (name != "scale") throw new InvalidParameterException($"--cells and --genes belong to the preset 'scale'; the preset '{name}' has its own.");
        return SimulationPresets.Scale(cells ?? preset.Parameters.TotalCells!.Value, genes ?? preset.Parameters.Genes);
    }
}
