using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Associations;

/// <summary>The cells that a finding is about.</summary>
public static class FindingCells
{
    /// <summary>Whether each cell is in a state of the extent.</summary>
    /// <param name="clusterings">The clusterings that the states count in.</param>
    /// <param name="extent">The finding.</param>
    /// <returns>One value per cell.</returns>
    public static bool[] Of(IReadOnlyList<Clustering> clusterings, FindingExtent extent)
    {
        bool[] within = new bool[clusterings.Count == 0 ? 0 : clusterings[0].Labels.Length];
        foreach (ExtentPart part in extent.Parts)
        {
            int[] labels = clusterings[part.State.Partition].Labels;
            for (int c = 0; c < within.Length; c++) within[c] |= labels[c] == part.State.Index;
        }

        return within;
    }
}
