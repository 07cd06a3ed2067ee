namespace GpuCqa.Analysis.Refusals;

/// <summary>Shares of left-out cells that each rule may refuse; together they bound the false refusal.</summary>
/// <param name="Distance">Beyond the largest distance.</param>
/// <param name="Score">Below the smallest score.</param>
/// <param name="Margin">Below the smallest margin.</param>
/// <param name="Shared">In a program that a few cells of the lot share (whole lots only).</param>
public sealed record CalibrationTargets(double Distance = 0.01, double Score = 0.005, double Margin = 0.005, double Shared = 0.01)
{
    /// <summary>Left-out cells that a label needs for limits of its own; labels with fewer have those of all cells.</summary>
    public int FewestCells { get; init; } = 200;

    /// <summary>Whether clusters are taken out of the reference in turn, to count how many of their cells are accepted under another label.</summary>
    public bool ClassesOut { get; init; } = true;

    /// <summary>Index of the only resolution whose clusters are taken out; null = those of every resolution.</summary>
    public int? OnlyResolution { get; init; }

    /// <summary>Whether clusters of a resolution are taken out.</summary>
    internal bool TakesOut(int resolution) => ClassesOut && (OnlyResolution is null || OnlyResolution == resolution);
}
