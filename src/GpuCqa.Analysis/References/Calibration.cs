using System.Text.Json.Serialization;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.References;

/// <summary>What leaving out each train lot in turn says of mapping onto the others.</summary>
/// <param name="Method">Mapping method that the scores are of.</param>
/// <param name="Limits">One entry per resolution and cluster.</param>
/// <param name="Confusion">Per resolution, clusters x (clusters + 1): left-out cells by their cluster (row) and the label they were given (column); the last column counts those refused.</param>
public sealed record Calibration(string Method, IReadOnlyList<ClassLimits> Limits, IReadOnlyList<long[][]> Confusion)
{
    /// <summary>Scale of the distances that the limits are of.</summary>
    public DistanceScale Scale { get; init; } = DistanceScale.Raw;

    /// <summary>The train lots as they looked when left out; empty where none could be.</summary>
    public IReadOnlyList<LeftOutLot> Lots { get; init; } = [];

    /// <summary>Score beyond which a cell shares a program with others of its lot that no train lot has; infinite where that could not be calibrated.</summary>
    public double MaxShared { get; init; } = double.PositiveInfinity;

    /// <summary>Directions in which train lots differ beyond their clusters, one matrix for each way of weighting genes: directions x genes, float32; empty = no second look at whole lots.</summary>
    [JsonIgnore]
    public IReadOnlyList<DenseMatrix<float>> Known { get; init; } = [];

    /// <summary>What could not be calibrated, and why; to be told to the user.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How limits were made where that is not as usual.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The same scale without a limit: every cell that has a label keeps it.</summary>
    public Calibration WithoutLimits() => this with { Limits = [.. Limits.Select(l => l with { MinScore = 0, MinMargin = 0, MaxDistance = double.PositiveInfinity })], Lots = [], MaxShared = double.PositiveInfinity };

    /// <summary>Limits of a cluster.</summary>
    public ClassLimits Of(int resolution, int cluster) => Limits.First(l => l.Resolution == resolution && l.Cluster == cluster);
}
