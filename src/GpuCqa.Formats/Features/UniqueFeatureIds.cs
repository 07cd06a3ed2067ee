using GpuCqa.Core.Cohorts;

namespace GpuCqa.Formats.Features;

/// <summary>Gives every feature an id of its own where a file repeats ids, because genes are joined by id.</summary>
internal static class UniqueFeatureIds
{
    /// <summary>The table itself when its ids are unique; else the ids or the names, whichever repeat less, with ".1", ".2" ... behind each repeat (R's make.unique).</summary>
    /// <param name="features">The features of a file.</param>
    /// <param name="path">The file, for the note.</param>
    /// <param name="note">Told when ids had to change.</param>
    public static FeatureTable Of(FeatureTable features, string path, Action<string>? note)
    {
        int repeatedIds = Repeats(features.Ids), repeatedNames = Repeats(features.Names);
        if (repeatedIds == 0) return features;
        bool byName = repeatedNames < repeatedIds;
        string names = byName ? "the names are used as ids" : "the ids are kept";
        string ends = !byName || repeatedNames > 0 ? ", repeats with the endings .1, .2 and so on" : "";
        note?.Invoke($"{path}: {repeatedIds} of {features.Count} feature ids are repeats; {names}{ends}");
        return features with { Ids = Numbered(byName ? features.Names : features.Ids) };
    }

    private static int Repeats(string[] texts) => texts.Length - texts.Distinct(StringComparer.Ordinal).Count();

    private static string[] Numbered(string[] ids)
    {
        var taken = new HashSet<string>(ids, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        string[] result = new string[ids.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            string id = ids[i];
            if (!seen.Add(id))
            {
                int n = next.GetValueOrDefault(id);
                do id = $"{ids[i]}.{++n}"; while (!taken.Add(id));
                next[ids[i]] = n;
            }

            result[i] = id;
        }

        return result;
    }
}
