using System.CommandLine;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Simulations;
using GpuCqa.Simulation;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>gpucqa simulate</c>: a synthetic cohort with known truth, written as 10x folders and a cohort sheet.</summary>
public static class SimulateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var preset = new Option<string>("--preset") { Description = $"One of: {string.Join("; ", SimulationPresets.All.Select(p => $"{p.Name} ({p.Description})"))}.", HelpName = "name", DefaultValueFactory = _ => "msc-small" };
        var output = new Option<string>("--out", "-o") { Description = "Folder to write.", Required = true, HelpName = "folder" };
        var cells = new Option<long?>("--cells") { Description = "Cells in all, for the presets scale and hazard.", HelpName = "n" };
        var genes = new Option<int?>("--genes") { Description = "Genes, for the preset scale.", HelpName = "n" };
        var change = new Option<string?>("--change") { Description = $"What the process change of the preset shift does: {string.Join(", ", ChangePresets.Changes.Select(c => c.Name))} (default large).", HelpName = "name" };
        var split = new Option<bool>("--split-donors") { Description = "For the preset shift: each donor gives a lot before and a lot after the change." };
        var format = new Option<string>("--format") { Description = $"How cells are stored: {string.Join(" or ", LotFormat.All.Select(f => f.Name))}.", HelpName = "name", DefaultValueFactory = _ => LotFormat.All[0].Name };
        Option<ulong> seed = CommonOptions.Seed();
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> force = CommonOptions.Force(), quiet = CommonOptions.Quiet();
        var command = new Command("simulate", "Write a synthetic cohort: negative binomial counts, cell states, one hidden state whose fraction drives a readout, lot effects, and the truth.")
        {
            preset, output, format, cells, genes, change, split, seed, threads, force, quiet,
        };
        command.SetAction(parsed =>
        {
            SimulationPreset chosen = Choose(parsed.GetValue(preset)!, parsed.GetValue(cells), parsed.GetValue(genes), parsed.GetValue(change), parsed.GetValue(split));
            LotFormat stored = LotFormat.Get(parsed.GetValue(format)!);
            CohortWriter.Check(parsed.GetValue(output)!, parsed.GetValue(force));
            using var interruption = new Interruption();
            using ComputeDevice device = ComputeDevices.Open("cpu", parsed.GetValue(threads));
            SimulatedCohort cohort = CohortSimulator.Create(chosen, parsed.GetValue(seed));
            var progress = new ConsoleProgress(parsed.GetValue(quiet));
            progress.Show(() => CohortWriter.Write(cohort, parsed.GetValue(output)!, parsed.GetValue(force), stored, device, progress, interruption.Token));
            if (!parsed.GetValue(quiet)) Console.Error.WriteLine($"{cohort.CellCount:N0} cells of {cohort.Lots.Count} lots: {Path.GetFullPath(Path.Combine(parsed.GetValue(output)!, "cohort.csv"))}");
            return 0;
        });
        return command;
    }

    private static SimulationPreset Choose(string name, long? cells, int? genes, string? change, bool split)
    {
        SimulationPreset preset = SimulationPresets.Get(name);
        bool scale = preset.Name == "scale", hazard = preset.Name == "hazard", shift = preset.Name == "shift";
        if (cells is not null && !scale && !hazard) throw new InvalidParameterException($"--cells belongs to the presets 'scale' and 'hazard'; the preset '{name}' has its own.");
        if (genes is not null && !scale) throw new InvalidParameterException($"--genes belongs to the preset 'scale'; the preset '{name}' has its own.");
        if ((change is not null || split) && !shift) throw new InvalidParameterException($"--change and --split-donors belong to the preset 'shift'; the preset '{name}' has no process change.");
        if (cells is < 1) throw new InvalidParameterException($"--cells {cells}: expected at least 1.");
        if (shift) return ChangePresets.Shift(change ?? "large", split);
        if (hazard && cells is { } total) return HazardPresets.Hazard(total);
        return scale ? SimulationPresets.Scale(cells ?? preset.Parameters.TotalCells!.Value, genes ?? preset.Parameters.Genes) : preset;
    }
}
