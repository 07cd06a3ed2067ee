namespace GpuCqa.Analysis.Images;

/// <summary>What the values of a plate are brought to one scale by.</summary>
/// <param name="Plate">Name.</param>
/// <param name="Lots">Lots with cells on it.</param>
/// <param name="Cells">Cells of lots on it.</param>
/// <param name="Controls">Control cells on it; they may be cells of lots too.</param>
/// <param name="Centers">Median of the control cells, per kept feature, in the feature's unit.</param>
/// <param name="Spreads">1.4826 x median absolute deviation of the control cells, per kept feature, in the feature's unit; above 0.</param>
public sealed record PlateScale(string Plate, IReadOnlyList<string> Lots, long Cells, long Controls, double[] Centers, double[] Spreads);
