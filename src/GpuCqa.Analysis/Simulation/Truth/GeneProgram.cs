namespace GpuCqa.Analysis.Simulation;

/// <summary>A set of genes that one state shifts.</summary>
/// <param name="Name">"state_0", ..., "oxphos", "ecm", "marker" or "key_marker".</param>
/// <param name="State">The state whose cells show it, 0-based.</param>
/// <param name="Genes">Columns; no gene is in two programs.</param>
/// <param name="LogEffects">Natural-log effect on each gene before the profile is brought back to sum 1.</param>
public sealed record GeneProgram(string Name, int State, int[] Genes, double[] LogEffects);
