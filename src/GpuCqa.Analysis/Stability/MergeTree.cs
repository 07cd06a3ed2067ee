using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Stability;

/// <summary>Which clusters of a resolution merge to which of the next lower one.</summary>
public static class MergeTree
{
    /// <summary>Links that hold less than this share of either cluster are left out, but for the main one.</summary>
    public const double LeastShare = 0.05;

    /// <summary>The links, by resolution upwards, then child, then parent.</summary>
    /// <param name="clusterings">Clusterings of the same cells, in any order of resolutions.</param>
    public static IReadOnlyList<ClusterLink> Of(IReadOnlyList<Clustering> clusterings)
    {
        int[] order = [.. Enumerable.Range(0, clusterings.Count).OrderBy(r => clusterings[r].Resolution)];
        var links = new List<ClusterLink>();
        for (int i = 1; i < order.Length; i++)
        {
            Clustering coarse = clusterings[order[i - 1]], fine = clusterings[order[i]];
            var both = new Dictionary<(int Child, int Parent), int>();
            int[] children = new int[fine.Clusters], parents = new int[coarse.Clusters];
            for (int cell = 0; cell < fine.Labels.Length; cell++)
            {
                (int child, int parent) = (fine.Labels[cell], coarse.Labels[cell]);
                both[(child, parent)] = both.GetValueOrDefault((child, parent)) + 1;
                children[child]++;
                parents[parent]++;
            }

            foreach (var child in both.GroupBy(b => b.Key.Child).OrderBy(g => g.Key))
            {
                int main = child.OrderByDescending(b => b.Value).ThenBy(b => b.Key.Parent).First().Key.Parent;
                foreach (((int c, int p), int cells) in child.OrderBy(b => b.Key.Parent))
                {
                    double ofChild = cells / (double)children[c], ofParent = cells / (double)parents[p];
                    if (p == main || ofChild >= LeastShare || ofParent >= LeastShare)
                        links.Add(new ClusterLink(new StateId(order[i], c), new StateId(order[i - 1], p), cells, ofChild, ofParent, p == main));
                }
            }
        }

        return links;
    }
}
