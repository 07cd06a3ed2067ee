using GpuCqa.Core.Errors;

namespace GpuCqa.Simulation;

/// <summary>The presets of the simulator.</summary>
public static class SimulationPresets
{
    /// <summary>Seed that the command line uses when none is given.</summary>
    public const ulong DefaultSeed = 1;

    /// <summary>All presets.</summary>
    public static IReadOnlyList<SimulationPreset> All { get; } = [MscSmall(), MiuraPresets.Miura, MiuraPresets.Null, ChangePresets.Shift("large", splitDonors: false), HazardPresets.Hazard(100_000), Scale(100_000, 20_000)];

    /// <summary>The preset of a name.</summary>
    /// <exception cref="InvalidParameterException">There is none; the message lists them.</exception>
    public static SimulationPreset Get(string name) =>
        All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new InvalidParameterException($"There is no simulation preset '{name}'; there are {string.Join(", ", All.Select(p => p.Name))}.");

    /// <summary>Eleven train lots with many cells, for measurements of speed and memory.</summary>
    /// <param name="cells">Cells of all lots together.</param>
    /// <param name="genes">Genes.</param>
    public static SimulationPreset Scale(long cells, int genes) => new("scale", "11 lots of any number of cells and genes, as sparse as real data, to measure speed and memory", new SimulationParameters
    {
        TotalCells = cells,
        Genes = genes,
        BaseShape = 0.3,
        BaseLogSd = 2,
        LibrarySize = 3000,
        DepthLow = 0.7,
        DepthHigh = 1.4,
        BatchSd = 0.10,
        ProgramSize = Math.Clamp(genes / 25, 40, 200),
        GeneSetSize = Math.Clamp(genes / 50, 40, 60),
    });

    private static SimulationPreset MscSmall() => new("msc-small", "11 train and 4 test lots of about 325 MSC-like cells, one hidden state that drives vegf_ischemia", new SimulationParameters
    {
        TrainLots = 11,
        TestLots = 4,
        MinCellsPerLot = 250,
        MaxCellsPerLot = 400,
        Genes = 2500,
        BaseLogSd = 1,
        LibrarySize = 2500,
        ProgramSize = 80,
        StateShares = [0.30, 0.23, 0.16, 0.14, 0.10, 0.07],
        CqaCompositionSd = 1.1,
        CapturePrecision = 2000,
        DepthLow = 0.7,
        DepthHigh = 1.4,
        BatchSd = 0.10,
        Readouts =
        [
            new() { Name = "vegf_ischemia", Median = 700, LogSd = 0.5, Correlation = 0.99, AssaySd = 0.05 },
            new() { Name = "vegf_normoxia", Median = 300, LogSd = 0.4, Correlation = 0, AssaySd = 0.05 },
        ],
    });
}
