using GpuCqa.Core.Errors;

namespace GpuCqa.Simulation;

/// <summary>Cohorts before and after a manufacturing change.</summary>
public static class ChangePresets
{
    /// <summary>Changes by name.</summary>
    public static IReadOnlyList<ProcessChange> Changes { get; } =
    [
        new(),
        new() { Name = "small", CqaShift = 0.5, Verdict = "SIMILAR_UNCERTAIN" },
        new() { Name = "large", CqaShift = 2, Verdict = "CLEARLY_DIFFERENT" },
        new() { Name = "spread", VarianceFactor = 4, Verdict = "SIMILAR_UNCERTAIN" },
        new() { Name = "new-state", NewStateShare = 0.03, Verdict = "CLEARLY_DIFFERENT" },
        new() { Name = "program", ProgramGenes = 60, ProgramEffect = 0.5, Verdict = "CLEARLY_DIFFERENT" },
        new() { Name = "drift", DepthFactor = 0.5, AmbientShift = 0.10, Verdict = "METHOD_PROBLEM" },
    ];

    /// <summary>Eight lots before and eight after a change.</summary>
    /// <param name="change">Name of one of <see cref="Changes"/>.</param>
    /// <param name="splitDonors">Whether each donor gives a lot before and a lot after.</param>
    /// <exception cref="InvalidParameterException">There is no such change; the message lists them.</exception>
    public static SimulationPreset Shift(string change, bool splitDonors)
    {
        ProcessChange chosen = Changes.FirstOrDefault(c => string.Equals(c.Name, change, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidParameterException($"There is no simulated change '{change}'; there are {string.Join(", ", Changes.Select(c => c.Name))}.");
        var before = new LotGroup { Role = Core.Cohorts.Lot.TrainRole, Lots = 8, Process = "pre", LotsPerBatch = 4 };
        LotGroup after = before with { Role = "test", Process = "post", Changed = true, DonorsOf = splitDonors ? 0 : null, BatchesOf = 0 };
        return new SimulationPreset("shift", $"8 lots before and 8 after a change of the process ({string.Join(", ", Changes.Select(c => c.Name))}), processed in the same batches", MiuraPresets.Null.Parameters with
        {
            Groups = [before, after],
            Change = chosen,
            Genes = 2500,
            LibrarySize = 2500,
            CqaCompositionSd = 0.6,
            DepthLow = 0.7,
            DepthHigh = 1.4,
            Readouts = [.. MiuraPresets.Miura.Parameters.Readouts],
        });
    }
}
