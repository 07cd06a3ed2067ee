namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>A neighbourhood that is a member of the family of tests.</summary>
/// <param name="Cell">Index of the cell at its centre.</param>
/// <param name="Cells">Cells whose own neighbourhood it stands for.</param>
public sealed record TestedNeighbourhood(int Cell, int Cells);
