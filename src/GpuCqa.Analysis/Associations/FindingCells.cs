using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Associations;

/// <summary>The cells that a finding is about.</summary>
public static class FindingCells
{
    /// <summary>Whether a cell is in a state of the extent.</summary>
    /// <param name="clusterings">The clusterings that the states count in.</param>
    /// <param name="extent">The finding.</param>
    /// <param name="cell">Index of the cell.</param>
    public static bool Holds(IReadOnlyList<Clustering> clusterings, FindingExtent extent, int cell) => extent.Parts.Any(p => clusterings[p.State.Partition].Labels[cell] == p.State.Index);

    /// <summary>Whether each cell is in a state of the extent.</summary>
    /// <param name="clusterings">The clusterings that the states count in.</param>
    /// <param name="extent">The finding.</param>
    /// <returns>One value per cell.</returns>
    public static bool[] Of(IReadOnlyList<Clustering> clusterings, FindingExtent extent) =>
        [.. Enumerable.Range(0, clusterings[extent.Parts[0].State.Partition].Labels.Length).Select(c => Holds(clusterings, extent, c))];
}
