namespace GpuCqa.Analysis.Images;

/// <summary>What is gathered of a plate.</summary>
internal sealed class Plate(string name, int mostControls)
{
    /// <summary>Name.</summary>
    public string Name => name;

    /// <summary>Cells of lots.</summary>
    public long Cells { get; set; }

    /// <summary>Whether every cell so far is a control.</summary>
    public bool AllControls { get; set; } = true;

    /// <summary>Lots with cells on it.</summary>
    public HashSet<int> Lots { get; } = [];

    /// <summary>Lots with control cells on it.</summary>
    public HashSet<int> ControlLots { get; } = [];

    /// <summary>Control cells, raw values in the order of the shared features.</summary>
    public CellSample Controls { get; } = new(mostControls);
}
