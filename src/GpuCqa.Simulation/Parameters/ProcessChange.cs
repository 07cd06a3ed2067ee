namespace GpuCqa.Simulation;

/// <summary>What a manufacturing change does to the lots made after it; the default does nothing.</summary>
public sealed record ProcessChange
{
    /// <summary>Name of the change in the manifest.</summary>
    public string Name { get; init; } = "none";

    /// <summary>What a comparison that sees everything ought to say (HIGHLY_SIMILAR, SIMILAR_UNCERTAIN, CLEARLY_DIFFERENT, METHOD_PROBLEM).</summary>
    public string Verdict { get; init; } = "HIGHLY_SIMILAR";

    /// <summary>Shift of the hidden state's log share, in its deviations between lots.</summary>
    public double CqaShift { get; init; }

    /// <summary>Factor on the variance between lots of every state's log share.</summary>
    public double VarianceFactor { get; init; } = 1;

    /// <summary>Typical share of a state that no lot had before; 0 = none.</summary>
    public double NewStateShare { get; init; }

    /// <summary>Genes that shift in the cells of every state.</summary>
    public int ProgramGenes { get; init; }

    /// <summary>|Log effect| on those genes; half of them go up on average.</summary>
    public double ProgramEffect { get; init; }

    /// <summary>Factor on the molecules of every cell: a drift of the method, not of the product.</summary>
    public double DepthFactor { get; init; } = 1;

    /// <summary>Added to the ambient share: a drift of the method, not of the product.</summary>
    public double AmbientShift { get; init; }
}
