namespace GpuCqa.Analysis.Images;

/// <summary>How raw measurements of images become the values that a discovery is made of: which features are kept, and the robust z of each plate.</summary>
/// <param name="Features">Kept features, in order.</param>
/// <param name="Measured">Every measured feature that all sources share, and what became of it.</param>
/// <param name="Plates">The plates, by name.</param>
/// <param name="SizeFeature">The feature that is the area of a cell, or null where none is.</param>
/// <param name="Sizes">Limits of the area, by lot; empty without such a feature.</param>
public sealed record ImageScaling(IReadOnlyList<string> Features, IReadOnlyList<ImageFeature> Measured, IReadOnlyList<PlateScale> Plates, string? SizeFeature, IReadOnlyList<SizeLimits> Sizes)
{
    /// <summary>Scaled values beyond are set to it: that many robust deviations are a quotient by almost nothing, or an object that is no cell.</summary>
    public const double Bound = 50;

    /// <summary>Cells that lack a larger share of the kept features are removed.</summary>
    public const double MostMissing = 0.2;

    /// <summary>Features that a larger share of the cells lacks are left out.</summary>
    public const double MissingShare = 0.05;
}
