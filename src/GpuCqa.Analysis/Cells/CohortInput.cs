using GpuCqa.Core.Cohorts;
using GpuCqa.Core.GeneSets;

namespace GpuCqa.Analysis.Cells;

/// <summary>What a discovery reads: its train lots and where their cells are.</summary>
/// <param name="Lots">Train lots, in sheet order.</param>
/// <param name="Files">Sources of cells: one per lot, or fewer when a file holds several lots.</param>
public sealed record CohortInput(IReadOnlyList<LotInput> Lots, IReadOnlyList<CellInput> Files)
{
    /// <summary>Lots of the cohort that are not used, so that their cells in a shared file are told apart from those of lots that nobody named.</summary>
    public IReadOnlyCollection<string> UnusedLots { get; init; } = [];

    /// <summary>Files of control cells alone, which belong to no lot: the values of image features are brought to the scale of their plates by them.</summary>
    public IReadOnlyList<CellSource> ControlSources { get; init; } = [];

    /// <summary>Whether files hold raw measurements of images, which are brought to one scale before they are read.</summary>
    public bool IsOfPlates => Files.Any(f => f.Source.IsOfPlates);

    /// <summary>Gene sets that the clusters' genes are looked up in.</summary>
    public IReadOnlyList<GeneSetLibrary> GeneSets { get; init; } = [];
}
