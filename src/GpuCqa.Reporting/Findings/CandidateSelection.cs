using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>Picks the associations worth a picture: in rank order, each group of cells once per readout.</summary>
/// <remarks>The same cells are found again at most resolutions; pictures of each would look like several findings. Without cells every state counts as its own.</remarks>
internal static class CandidateSelection
{
    /// <summary>Clusters with this Jaccard index or more count as the same cells.</summary>
    public const double SameCells = 0.5;

    /// <summary>The first <paramref name="most"/> candidates, and the best of each readout.</summary>
    /// <param name="tests">The tests.</param>
    /// <param name="map">The cells, or null when they are not known.</param>
    /// <param name="most">Candidates at most, beside the best of each readout.</param>
    public static IReadOnlyList<Candidate> Of(AssociationFindings tests, PopulationMap? map, int most)
    {
        var chosen = new List<(Association Association, List<(Association, double)> Same)>();
        var overlaps = new Dictionary<StateId, Dictionary<StateId, double>>();
        foreach (Association a in tests.Associations.Where(a => !double.IsNaN(a.Rho) && !double.IsNaN(a.PFamily)).OrderBy(a => a.Rank))
        {
            var same = chosen.Where(c => c.Association.Readout == a.Readout).Select(c => (c.Same, Jaccard: overlaps[c.Association.State].GetValueOrDefault(a.State)))
                .Where(c => c.Jaccard >= SameCells).OrderByDescending(c => c.Jaccard).FirstOrDefault();
            // What widens the finding or lies within it is the finding, not another.
            if (same.Same is null && tests.Extents.FirstOrDefault(e => e.Readout == a.Readout) is { } extent && (extent.Nested.Contains(a.State) || extent.Parts.Any(p => p.Role == ExtentRole.Wider && p.State == a.State))) continue;
            if (same.Same is not null)
            {
                same.Same.Add((a, same.Jaccard));
            }
            else if (chosen.Count < most || chosen.All(c => c.Association.Readout != a.Readout))
            {
                chosen.Add((a, []));
                if (!overlaps.ContainsKey(a.State)) overlaps[a.State] = Overlaps(map, a.State);
            }
        }

        return [.. chosen.Select(c => new Candidate(c.Association, [.. c.Same.Select(s => s)]))];
    }

    /// <summary>Jaccard index of one cluster's cells with every cluster of every resolution; of a state whose cells are not known only with itself.</summary>
    public static Dictionary<StateId, double> Overlaps(PopulationMap? map, StateId state)
    {
        if (map is null) return new Dictionary<StateId, double> { [state] = 1 };
        var overlaps = new Dictionary<StateId, double>();
        int[] own = map.Clusterings[state.Partition].Labels;
        for (int p = 0; p < map.Clusterings.Count; p++)
        {
            Clustering other = map.Clusterings[p];
            int[] both = new int[other.Clusters], size = new int[other.Clusters];
            int total = 0;
            for (int cell = 0; cell < other.Labels.Length; cell++)
            {
                size[other.Labels[cell]]++;
                if (own[cell] != state.Index) continue;
                both[other.Labels[cell]]++;
                total++;
            }

            for (int k = 0; k < other.Clusters; k++) overlaps[new StateId(p, k)] = both[k] == 0 ? 0 : (double)both[k] / (size[k] + total - both[k]);
        }

        return overlaps;
    }
}
