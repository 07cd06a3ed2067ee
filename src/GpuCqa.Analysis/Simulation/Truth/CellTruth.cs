namespace GpuCqa.Analysis.Simulation;

/// <summary>What is true of one cell.</summary>
/// <param name="State">Its state, 0-based.</param>
/// <param name="Library">Expected molecules.</param>
/// <param name="MitoShare">Expected mitochondrial share of them, 0-1.</param>
/// <param name="Damaged">Whether it is one of the low-quality cells that QC should remove.</param>
public readonly record struct CellTruth(int State, double Library, double MitoShare, bool Damaged);
