using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Features;

/// <summary>The features of a file that are read, and where each of its columns goes.</summary>
/// <param name="Features">The columns that are kept.</param>
/// <param name="ColumnMap">New column of each column of the file, or -1; null when all are kept.</param>
internal sealed record FeatureSelection(FeatureTable Features, int[]? ColumnMap)
{
    /// <summary>Keeps the features of one type where a file has several, and makes ids unique.</summary>
    /// <exception cref="NotFoundException">A file of several types lacks the wanted one.</exception>
    public static FeatureSelection Of(FeatureTable all, CellFileOptions options, string path)
    {
        if (options.FeatureType is not { } wanted || all.Types is null || all.Types.Distinct(StringComparer.Ordinal).Take(2).Count() < 2)
            return new FeatureSelection(UniqueFeatureIds.Of(all, path, options.Note), null);
        var counts = all.Types.GroupBy(t => t, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        if (!counts.ContainsKey(wanted))
            throw new NotFoundException($"{path}: no features of type '{wanted}'; the file has {string.Join(", ", counts.Keys.Select(t => $"'{t}'"))}");

        int kept = 0;
        int[] map = [.. all.Types.Select(t => t == wanted ? kept++ : -1)];
        int[] rows = [.. Enumerable.Range(0, all.Count).Where(r => map[r] >= 0)];
        options.Note?.Invoke($"{path}: read {kept} features of type '{wanted}'; left out {string.Join(", ", counts.Where(c => c.Key != wanted).Select(c => $"{c.Value} of type '{c.Key}'"))}");
        var features = new FeatureTable([.. rows.Select(r => all.Ids[r])], [.. rows.Select(r => all.Names[r])], [.. rows.Select(r => all.Types[r])]);
        return new FeatureSelection(UniqueFeatureIds.Of(features, path, options.Note), map);
    }
}
