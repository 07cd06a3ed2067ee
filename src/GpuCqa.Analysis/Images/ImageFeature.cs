namespace GpuCqa.Analysis.Images;

/// <summary>A measured feature, and what became of it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Fate">"kept", "missing" (not measured in too many cells), "constant" (no spread among the controls of a plate), or "redundant" (another kept feature says the same).</param>
/// <param name="Missing">Cells of lots without a value.</param>
/// <param name="Infinite">Cells of lots with an infinite value, counted among the missing too.</param>
/// <param name="Constant">Plates whose controls have no spread.</param>
/// <param name="StandIn">The kept feature that a redundant one correlates with most; else null.</param>
/// <param name="Correlation">Pearson's r with it; else NaN.</param>
public sealed record ImageFeature(string Name, string Fate, long Missing, long Infinite, IReadOnlyList<string> Constant, string? StandIn, double Correlation)
{
    /// <summary>Fate of a feature in use.</summary>
    public const string Kept = "kept";

    /// <summary>Fate of one that is not measured in too many cells.</summary>
    public const string NotMeasured = "missing";

    /// <summary>Fate of one without spread among controls.</summary>
    public const string WithoutSpread = "constant";

    /// <summary>Fate of one that another one stands for.</summary>
    public const string Redundant = "redundant";
}
