using GpuCqa.Service.Analyses.Records;
using GpuCqa.Service.Results;

namespace GpuCqa.Service.Analyses;

/// <summary>Tells results which analysis they are of.</summary>
public sealed class AnalysisPlaces(AnalysisTable table) : IAnalysisLookup
{
    /// <inheritdoc/>
    public AnalysisPlace? Find(string project, string analysis) =>
        table.Find(project, analysis) is { } found ? new AnalysisPlace(found.Uid, found.Content.State.ToString().ToUpperInvariant(), found.Content.State == AnalysisState.Succeeded) : null;
}
