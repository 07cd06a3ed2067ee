using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Refusals;

namespace GpuCqa.Analysis.Spikes;

/// <summary>Which mapped cells are called the hazard.</summary>
/// <param name="Resolution">Index of the resolution.</param>
/// <param name="Cluster">Cluster whose label is the call; null = a cell is called when it is unlike every cell of the reference.</param>
public sealed record HazardCall(int Resolution, int? Cluster)
{
    /// <summary>Whether a cell is called.</summary>
    public bool Of(Judgement judgement, int cell) =>
        Cluster is { } cluster ? judgement.Labels[Resolution][cell] == cluster : judgement.Verdicts[Resolution][cell] == CellVerdict.NotInReference;
}
