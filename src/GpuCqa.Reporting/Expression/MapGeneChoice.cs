using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;

namespace GpuCqa.Reporting.Expression;

/// <summary>Chooses the genes of the map and the dot plot: the leading markers of each cluster, more of them for the cluster of the finding.</summary>
/// <remarks>Only genes that are higher in the cluster than elsewhere; each gene once, for the cluster that comes first. Deterministic.</remarks>
internal static class MapGeneChoice
{
    private const int OfFinding = 6;
    private const int OfOthers = 2;
    private const int Most = 24;

    // A level is a byte: this many bytes of the report may go into genes.
    private const long Bytes = 14_000_000;

    /// <summary>Indices into the kept genes, with the cluster that each marks, cluster of the finding first.</summary>
    public static IReadOnlyList<(int Gene, int Cluster)> Of(DiscoveryResult result)
    {
        Finding finding = Finding.Of(result.Tests);
        if (finding.ClusteringOf(result) is not { } clustering || result.Map.Values.Count == 0) return [];
        Dictionary<string, int> index = result.Map.Genes.Ids.Select((id, i) => (id, i)).ToDictionary(g => g.id, g => g.i, StringComparer.Ordinal);
        ILookup<int, Marker> markers = result.Map.Markers.Where(m => m.Resolution == clustering.Resolution && m.Effect > 0 && index.ContainsKey(m.Gene)).ToLookup(m => m.Cluster);
        int found = finding.Best?.State.Index ?? -1;
        int most = (int)Math.Clamp(Bytes / Math.Max(1, result.Map.Cells.Count), 4, Most);
        var chosen = new List<(int Gene, int Cluster)>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        int[] order = [.. Enumerable.Range(0, clustering.Clusters).OrderBy(k => k == found ? 0 : 1)];
        // Round by round, so that a small number of places still holds a marker of many clusters.
        foreach (int k in order.Take(found < 0 ? 0 : 1)) Take(k, OfFinding);
        for (int round = 0; round < OfOthers; round++)
        {
            foreach (int k in order.Where(k => k != found)) Take(k, 1);
        }

        return [.. chosen.OrderBy(c => Array.IndexOf(order, c.Cluster))];

        void Take(int cluster, int count)
        {
            foreach (Marker marker in markers[cluster])
            {
                if (count == 0 || chosen.Count >= most) return;
                if (!taken.Add(marker.Gene)) continue;
                chosen.Add((index[marker.Gene], cluster));
                count--;
            }
        }
    }
}
