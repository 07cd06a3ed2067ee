using GpuCqa.Simulation;

namespace GpuCqa.Pipelines.Scoring;

/// <summary>What is true of one cell.</summary>
/// <param name="State">Its state.</param>
/// <param name="Damaged">Whether quality control should remove it.</param>
/// <param name="Doublet">Whether its droplet holds a second cell.</param>
/// <param name="Hazard">Whether it is a hazardous cell.</param>
public readonly record struct TrueCell(int State, bool Damaged, bool Doublet, bool Hazard)
{
    /// <summary>Of a simulated cell.</summary>
    public static TrueCell Of(CellTruth cell) => new(cell.State, cell.Damaged, cell.Doublet, cell.Hazard);
}
