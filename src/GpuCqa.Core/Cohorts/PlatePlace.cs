namespace GpuCqa.Core.Cohorts;

/// <summary>Where a cell of an image was.</summary>
/// <param name="Plate">Name of the plate.</param>
/// <param name="Control">Whether the cell is one of those that its plate's values are compared with.</param>
public readonly record struct PlatePlace(string Plate, bool Control);
