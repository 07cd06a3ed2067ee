using GpuCqa.Analysis.Results;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Associations;

/// <summary>The fraction of every cluster in every lot, with intervals for the sampling of cells.</summary>
public static class FractionTable
{
    /// <summary>One row per clustering, cluster and lot.</summary>
    public static IReadOnlyList<ClusterFraction> Build(IReadOnlyList<Clustering> clusterings, IReadOnlyList<LotComposition> compositions, IReadOnlyList<LotResult> lots, DiscoverParameters parameters)
    {
        var rows = new List<ClusterFraction>();
        for (int r = 0; r < clusterings.Count; r++)
        {
            for (int k = 0; k < clusterings[r].Clusters; k++)
            {
                for (int l = 0; l < lots.Count; l++)
                {
                    int count = compositions[r].Count(l, k), cells = compositions[r].LotCells[l];
                    Interval wilson = ProportionInterval.Wilson(count, cells, parameters.Confidence);
                    Interval wide = ProportionInterval.WilsonOverdispersed(count, cells, parameters.AliquotIcc, parameters.Confidence);
                    rows.Add(new ClusterFraction(lots[l].Name, clusterings[r].Resolution, k, count, cells, (double)count / cells, wilson.Low, wilson.High, wide.Low, wide.High));
                }
            }
        }

        return rows;
    }
}
