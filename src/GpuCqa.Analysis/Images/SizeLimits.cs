namespace GpuCqa.Analysis.Images;

/// <summary>Areas of a lot's objects outside of which an object is taken for debris or for several cells that were not told apart.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Lowest">Smallest area that is kept, in the feature's unit.</param>
/// <param name="Highest">Largest area that is kept.</param>
public sealed record SizeLimits(string Lot, double Lowest, double Highest);
