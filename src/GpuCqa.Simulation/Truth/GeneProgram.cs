namespace GpuCqa.Simulation;

/// <summary>A set of genes that shift together.</summary>
/// <param name="Name">"state_0", ..., "oxphos", "ecm", "marker", "key_marker", "new_state", "process" or "hazard".</param>
/// <param name="State">The state whose cells show it, 0-based; <see cref="AnyState"/> for what does not go with a state.</param>
/// <param name="Genes">Columns; no gene is in two programs.</param>
/// <param name="LogEffects">Natural-log effect on each gene before the profile is brought back to sum 1.</param>
public sealed record GeneProgram(string Name, int State, int[] Genes, double[] LogEffects)
{
    /// <summary>Stands for the state of a program that goes with the process or with hazardous cells.</summary>
    public const int AnyState = -1;

    /// <summary>Genes that the changed process shifts in all cells.</summary>
    public const string Process = "process";

    /// <summary>Genes of hazardous cells.</summary>
    public const string Hazard = "hazard";

    /// <summary>The key marker of the hidden state.</summary>
    public const string KeyMarker = "key_marker";
}
