using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Features that a caller names, by id or by display name.</summary>
public static class FeatureChoice
{
    /// <summary>Places of the named features, in the order of the names; all where none is named.</summary>
    /// <param name="field">Field of the request, for messages.</param>
    /// <param name="features">The features.</param>
    /// <param name="names">Ids, or display names that only one feature has.</param>
    /// <exception cref="NotFoundException">No feature has the name.</exception>
    /// <exception cref="InvalidParameterException">A feature is named twice, or a name is that of several.</exception>
    public static int[] Of(string field, FeatureTable features, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return [.. Enumerable.Range(0, features.Count)];
        var byId = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < features.Count; i++) byId.TryAdd(features.Ids[i], i);
        ILookup<string, int> byName = Enumerable.Range(0, features.Count).ToLookup(i => features.Names[i], StringComparer.Ordinal);
        var seen = new HashSet<int>();
        return names.Select(name =>
        {
            string shown = name.Length <= 100 ? name : name[..100];
            if (!byId.TryGetValue(name, out int at))
            {
                int[] found = [.. byName[name]];
                if (found.Length == 0) throw new NotFoundException($"{field} names '{shown}', which the dataset does not have.");
                if (found.Length > 1) throw new InvalidParameterException($"{field} names '{shown}', which {found.Length} features are called; use the ids, such as '{features.Ids[found[0]]}'.");
                at = found[0];
            }

            return seen.Add(at) ? at : throw new InvalidParameterException($"{field} names '{shown}' twice.");
        }).ToArray();
    }
}
