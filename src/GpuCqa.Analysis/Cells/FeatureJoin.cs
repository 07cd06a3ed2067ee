using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;

namespace GpuCqa.Analysis.Cells;

/// <summary>Joins the columns of several sources by id: only features that every source has are kept, in the order of the first source.</summary>
/// <remarks>
/// Ids of Ensembl and RefSeq are matched without their version where that is unambiguous and matches more (<see cref="FeatureKeys"/>). A source that costs
/// the others many features is named (<see cref="FeatureOverlap"/>), and a join that would leave fewer than <see cref="LeastShare"/> of a source's features is refused.
/// </remarks>
public sealed class FeatureJoin
{
    /// <summary>A join keeps at least this share of the features that the median source has: below it, sources of different annotations or panels were mixed.</summary>
    public const double LeastShare = 0.25;

    private FeatureJoin(FeatureTable shared, int union, IReadOnlyList<int[]> maps, IReadOnlyList<string> notes, IReadOnlyList<string> warnings)
    {
        Shared = shared;
        Union = union;
        Maps = maps;
        Notes = notes;
        Warnings = warnings;
    }

    /// <summary>The shared features.</summary>
    public FeatureTable Shared { get; }

    /// <summary>Number of features that at least one source has.</summary>
    public int Union { get; }

    /// <summary>Per source: shared index of each of its columns, or -1.</summary>
    public IReadOnlyList<int[]> Maps { get; }

    /// <summary>What was assumed in matching, and which sources lack some features of the others.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Which sources cost the others so many features that a finding suffers.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Joins the features of a cohort; messages name its lots.</summary>
    /// <exception cref="BadDataException">An id occurs twice in a source, or too few features are shared.</exception>
    public static FeatureJoin Of(CohortInput input) =>
        Of([.. input.Files.Select(f => f.Source)], [.. input.Files.Select(f => f.Lot >= 0 ? $"lot '{input.Lots[f.Lot].Lot.Name}'" : f.Source.Path)]);

    /// <summary>Joins the features of sources; messages name them as given, or by their paths.</summary>
    /// <exception cref="BadDataException">An id occurs twice in a source, or too few features are shared.</exception>
    public static FeatureJoin Of(IReadOnlyList<CellSource> sources, IReadOnlyList<string>? names = null)
    {
        names ??= [.. sources.Select(s => s.Path)];
        foreach (CellSource source in sources) RequireUnique(source);
        FeatureKeys keys = FeatureKeys.Of(sources);
        var overlap = new FeatureOverlap(sources, names, keys.Keys);
        overlap.Require(LeastShare);

        FeatureTable first = sources[0].Features;
        int[] kept = [.. Enumerable.Range(0, first.Count).Where(i => overlap.IsShared(keys.Keys[0][i]))];
        var index = new Dictionary<string, int>(kept.Length, StringComparer.Ordinal);
        for (int i = 0; i < kept.Length; i++) index[keys.Keys[0][kept[i]]] = i;
        int[][] maps = [.. keys.Keys.Select(own => own.Select(key => index.GetValueOrDefault(key, -1)).ToArray())];
        string[] ids = [.. kept.Select(i => first.Ids[i])];
        string? matched = FeatureKeys.Unify(ids, maps, sources, names);
        var shared = new FeatureTable(ids, [.. kept.Select(i => first.Names[i])], first.Types is null ? null : [.. kept.Select(i => first.Types[i])]);
        return new FeatureJoin(shared, overlap.Union, maps, matched is null ? overlap.Notes : [matched, .. overlap.Notes], overlap.Warnings);
    }

    /// <summary>Refuses a source in which an id occurs twice.</summary>
    internal static void RequireUnique(CellSource source)
    {
        var own = new HashSet<string>(source.Features.Count, StringComparer.Ordinal);
        foreach (string id in source.Features.Ids)
        {
            if (!own.Add(id)) throw new BadDataException(source.Path, $"feature '{id}'", "the id occurs more than once; ids must be unique to join lots.");
        }
    }
}
