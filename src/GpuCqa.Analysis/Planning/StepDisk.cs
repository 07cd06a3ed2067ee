using GpuCqa.Analysis.Stability;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Analysis.Planning;

/// <summary>The disk that a discovery's finished steps take when they are kept.</summary>
public static class StepDisk
{
    /// <summary>A cell's name, lot, totals, quality and layout.</summary>
    private const int BytesPerCell = 72;

    /// <summary>Clusters of a resolution, and markers of each, of so many bytes: assumptions.</summary>
    private const int ClustersOfResolution = 30, MarkersOfCluster = 2000, MarkerBytes = 130;

    /// <summary>Headers, lots, tests, and what formulas miss in small cohorts.</summary>
    private const long Slack = 4 << 20;

    /// <summary>Bytes of all steps, at most but for the graph's entries, which depend on how the cells lie.</summary>
    /// <param name="size">The cohort.</param>
    /// <param name="parameters">All parameters.</param>
    public static long BytesOf(CohortSize size, DiscoverParameters parameters)
    {
        long genes = size.IsDense ? size.Genes : Math.Min(size.Genes, parameters.VariableGenes), neighbors = Math.Max(parameters.Neighbors, parameters.LayoutNeighbors), resolutions = parameters.Resolutions.Count;
        long perCell = BytesPerCell + (4L * (parameters.Components + parameters.Dimensions)) + (12 * neighbors) + (12L * JobDemand.SharedPerNeighbor * parameters.Neighbors) + ((4 + 8) * resolutions) + 16;
        if (parameters.AsksStability()) perCell += (4 * LongNeighbors.LengthFor(parameters.Neighbors, (int)Math.Min(int.MaxValue, size.Cells))) + (4 * resolutions * (parameters.StabilitySeeds ?? 0));
        long markers = Math.Min(resolutions * ClustersOfResolution * (long)Math.Min(size.Genes, MarkersOfCluster), resolutions * size.Cells * size.Genes) * MarkerBytes;
        return size.PackedBytes + (perCell * size.Cells) + (100L * size.Genes) + (8 * genes * parameters.Components) + markers + Slack;
    }
}
