using GpuCqa.Analysis.Populations;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The genes that name a cluster in a sentence: its strongest markers that are higher in it than elsewhere.</summary>
internal sealed class LeadingGenes(PopulationMap? map)
{
    private const int Most = 3;

    /// <summary>Gene names, strongest first; none where there are no markers.</summary>
    public IReadOnlyList<string> Of(StateId state) => map is null || state.Partition >= map.Clusterings.Count ? [] : [.. map.LeadingMarkers(state).Take(Most).Select(m => m.Name)];
}
