namespace GpuCqa.Simulation;

/// <summary>A synthetic cohort with known truth; its cells are made when they are read.</summary>
/// <param name="Preset">Name of the preset, or "custom".</param>
/// <param name="Seed">Seed of every stream.</param>
/// <param name="Parameters">Every parameter.</param>
/// <param name="Genes">Genes and what is planted in them.</param>
/// <param name="Lots">Train lots, then test lots.</param>
public sealed record SimulatedCohort(string Preset, ulong Seed, SimulationParameters Parameters, SimulatedGenes Genes, IReadOnlyList<SimulatedLot> Lots)
{
    /// <summary>Cells of all lots.</summary>
    public long CellCount => Lots.Sum(l => (long)l.CellCount);

    /// <summary>The lots that discovery uses.</summary>
    public IEnumerable<SimulatedLot> TrainLots => Lots.Where(l => l.Role == Core.Cohorts.Lot.TrainRole);

    /// <summary>Index of a readout in <see cref="SimulatedLot.Readouts"/>.</summary>
    /// <exception cref="Core.Errors.NotFoundException">No readout has the name.</exception>
    public int ReadoutIndex(string name)
    {
        for (int r = 0; r < Parameters.Readouts.Count; r++)
            if (Parameters.Readouts[r].Name == name) return r;
        throw new Core.Errors.NotFoundException($"The simulated cohort has no readout '{name}'; it has {string.Join(", ", Parameters.Readouts.Select(r => r.Name))}.");
    }
}
