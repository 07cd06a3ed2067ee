using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;

namespace GpuCqa.Analysis.Cells;

/// <summary>Joins the columns of several sources by id: only features that every source has are kept, in the order of the first source.</summary>
public sealed class FeatureJoin
{
    private FeatureJoin(FeatureTable shared, int union, IReadOnlyList<int[]> maps)
    {
        Shared = shared;
        Union = union;
        Maps = maps;
    }

    /// <summary>The shared features.</summary>
    public FeatureTable Shared { get; }

    /// <summary>Number of features that at least one source has.</summary>
    public int Union { get; }

    /// <summary>Per source: shared index of each of its columns, or -1.</summary>
    public IReadOnlyList<int[]> Maps { get; }

    /// <summary>Joins the features of the sources.</summary>
    /// <exception cref="BadDataException">An id occurs twice in a source, or no feature is shared by all.</exception>
    public static FeatureJoin Of(IReadOnlyList<CellSource> sources)
    {
        var holders = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (CellSource source in sources)
        {
            var own = new HashSet<string>(StringComparer.Ordinal);
            foreach (string id in source.Features.Ids)
            {
                if (!own.Add(id)) throw new BadDataException(source.Path, $"feature '{id}'", "the id occurs more than once; ids must be unique to join lots.");
                holders[id] = holders.GetValueOrDefault(id) + 1;
            }
        }

        FeatureTable first = sources[0].Features;
        int[] kept = Enumerable.Range(0, first.Count).Where(i => holders[first.Ids[i]] == sources.Count).ToArray();
        if (kept.Length == 0)
        {
            CellSource other = sources.First(s => !s.Features.Ids.Any(id => holders[id] == sources.Count));
            CellSource against = sources.FirstOrDefault(s => s != other) ?? other;
            throw new BadDataException(other.Path, "features", $"no feature id is shared by all {sources.Count} sources: '{other.Features.Ids.FirstOrDefault()}' here, '{against.Features.Ids.FirstOrDefault()}' in {against.Path}. Are these different annotations (ids against symbols)?");
        }

        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < kept.Length; i++) index[first.Ids[kept[i]]] = i;
        var maps = sources.Select(s => s.Features.Ids.Select(id => index.GetValueOrDefault(id, -1)).ToArray()).ToArray();
        var shared = new FeatureTable(
            kept.Select(i => first.Ids[i]).ToArray(),
            kept.Select(i => first.Names[i]).ToArray(),
            first.Types is null ? null : kept.Select(i => first.Types[i]).ToArray());
        return new FeatureJoin(shared, holders.Count, maps);
    }
}
