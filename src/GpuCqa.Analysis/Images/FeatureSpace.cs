using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Cohorts;

namespace GpuCqa.Analysis.Images;

/// <summary>The features that are looked at, and which columns of each source they are.</summary>
/// <param name="Ids">Features.</param>
/// <param name="Candidates">So many of them may be kept; those after them are read for quality control alone.</param>
/// <param name="Maps">Per source and column: feature, or -1.</param>
internal sealed record FeatureSpace(string[] Ids, int Candidates, IReadOnlyList<int[]> Maps)
{
    /// <summary>Features that every source has.</summary>
    public static FeatureSpace Shared(FeatureJoin join) => new(join.Shared.Ids, join.Shared.Count, join.Maps);

    /// <summary>Features of a reference, whichever a source has of them, and others that quality control reads.</summary>
    public static FeatureSpace Of(FeatureTable reference, IReadOnlyList<string> read, IReadOnlyList<CellSource> sources)
    {
        string[] ids = [.. reference.Ids, .. read.Where(r => !reference.Ids.Contains(r) && sources.Any(s => s.Features.Ids.Contains(r)))];
        var index = ids.Select((id, i) => (id, i)).ToDictionary(x => x.id, x => x.i, StringComparer.Ordinal);
        return new FeatureSpace(ids, reference.Count, [.. sources.Select(s => s.Features.Ids.Select(id => index.GetValueOrDefault(id, -1)).ToArray())]);
    }
}
