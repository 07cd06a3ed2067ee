namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>What neighbourhoods show without clusters.</summary>
public sealed record NeighbourhoodFindings
{
    /// <summary>Steps of the diffusion.</summary>
    public required int Steps { get; init; }

    /// <summary>Cells whose neighbourhood is left out: nearly all of it from one or two lots.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Median over cells of the correlation of their neighbourhood with the tested one that stands for it; NaN when none is tested.</summary>
    public required double LikenessMedian { get; init; }

    /// <summary>Its 5 % quantile.</summary>
    public required double LikenessLow { get; init; }

    /// <summary>The tested neighbourhoods, the one that stands for most cells first.</summary>
    public required IReadOnlyList<TestedNeighbourhood> Tested { get; init; }

    /// <summary>One entry a readout, in the order of the parameters.</summary>
    public required IReadOnlyList<NeighbourhoodAssociation> Readouts { get; init; }

    /// <summary>Members of the family of tests.</summary>
    public int Tests => Readouts.Sum(r => r.Tests.Count(t => !double.IsNaN(t.PFamily)));
}
