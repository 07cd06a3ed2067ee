using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Quality;

/// <summary>How each lot was measured, like compared with like: cells against those of the same cluster in other lots.</summary>
public static class LotQuantities
{
    /// <summary>Depth, genes detected and mitochondrial share of the lots, cluster by cluster (<see cref="LotEffects"/>), and their number of cells; of image features the number of cells alone.</summary>
    /// <param name="map">The cells; no readout is seen.</param>
    public static IReadOnlyList<LotQuantity> Of(PopulationMap map)
    {
        var cells = new LotQuantity("number of cells", [.. map.Lots.Select(l => (double)l.CellsKept)]);
        if (map.Modality != CellModality.Counts) return [cells];
        var known = new List<LotQuantity>
        {
            new("sequencing depth (counts of a cell, against cells of its cluster in other lots)", Depth(map)),
            new("genes detected (in a cell, against cells of its cluster in other lots)", Effects(map, [.. map.Cells.DetectedGenes.Select(g => Math.Log(Math.Max(1, g)))])),
        };
        if (map.Cells.MitoPercent.Any(m => m > 0)) known.Add(new("mitochondrial share (of a cell, against cells of its cluster in other lots)", Effects(map, map.Cells.MitoPercent)));
        return [.. known, cells];
    }

    /// <summary>ln of the depth of each lot over that of all, cells of a cluster against each other.</summary>
    internal static double[] Depth(PopulationMap map) => Effects(map, [.. map.Cells.TotalCounts.Select(t => Math.Log(Math.Max(1, t)))]);

    // The coarsest clusters: the finer they are, the more of them hold cells of one depth.
    private static double[] Effects(PopulationMap map, double[] values)
    {
        Clustering coarse = map.Clusterings.MinBy(c => c.Clusters < 2 ? int.MaxValue : c.Clusters)!;
        return LotEffects.Of(values, map.Cells.Lots, map.Lots.Count, coarse.Labels, coarse.Clusters);
    }
}
