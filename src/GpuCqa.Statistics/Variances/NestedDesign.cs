using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Measurements within runs within days within lots: which group of each factor a value belongs to.</summary>
/// <remarks>A group is named by its own name and those of all factors around it: day 1 of lot A is not day 1 of lot B.</remarks>
public sealed class NestedDesign
{
    /// <summary>Values that a design may have: what the components' covariance is computed from grows with the square of the values in one outermost group.</summary>
    public const int MostValues = 20_000;

    private NestedDesign(IReadOnlyList<string> factors, int[][] groups, int[] counts)
    {
        Factors = factors;
        Groups = groups;
        Counts = counts;
    }

    /// <summary>The factors, outermost first.</summary>
    public IReadOnlyList<string> Factors { get; }

    /// <summary>factors x values: the group of each value.</summary>
    public IReadOnlyList<int[]> Groups { get; }

    /// <summary>Groups of each factor.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>Values.</summary>
    public int Values => Groups[0].Length;

    /// <summary>The design of codes. A factor each of whose groups has one group of the factor inside it, or one value, cannot be told from that: it is left out and named.</summary>
    /// <param name="factors">Names of the factors, outermost first; at least one.</param>
    /// <param name="codes">factors x values: the name of the value's group, unique within the group around it.</param>
    /// <param name="dropped">Factors that the design cannot tell from what is inside them.</param>
    /// <exception cref="InvalidParameterException">There is no factor, no value, or no group with two values.</exception>
    public static NestedDesign Of(IReadOnlyList<string> factors, IReadOnlyList<IReadOnlyList<string>> codes, out IReadOnlyList<string> dropped)
    {
        if (factors.Count == 0 || codes.Count != factors.Count) throw new InvalidParameterException("A nested design needs at least one factor, with a code a value each.");
        int values = codes[0].Count;
        if (values is 0 or > MostValues) throw new InvalidParameterException($"A nested design has 1 to {MostValues} values; here are {values}.");
        var groups = new List<(string Name, int[] Of, int Count)>();
        string[] path = new string[values];
        Array.Fill(path, "");
        for (int f = 0; f < factors.Count; f++)
        {
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            int[] own = new int[values];
            for (int i = 0; i < values; i++)
            {
                path[i] += "\u001f" + codes[f][i];
                if (!seen.TryGetValue(path[i], out own[i])) seen.Add(path[i], own[i] = seen.Count);
            }

            groups.Add((factors[f], own, seen.Count));
        }

        // A factor with as many groups as the one inside it, or as there are values, has no degrees of freedom left inside.
        List<string> gone = [];
        for (int f = groups.Count - 1; f >= 0; f--)
        {
            int inside = f == groups.Count - 1 ? values : groups[f + 1].Count;
            int outside = f == 0 ? 1 : groups[f - 1].Count;
            if (groups[f].Count < inside && groups[f].Count > outside) continue;
            gone.Add(groups[f].Name);
            groups.RemoveAt(f);
        }

        gone.Reverse();
        dropped = gone;
        if (groups.Count == 0) throw new InvalidParameterException("No factor of the design has two groups of which one has two values: nothing can be told apart.");
        return new NestedDesign([.. groups.Select(g => g.Name)], [.. groups.Select(g => g.Of)], [.. groups.Select(g => g.Count)]);
    }
}
