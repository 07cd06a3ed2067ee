using System.Globalization;
using System.Numerics;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;

namespace GpuCqa.Analysis.Cells;

/// <summary>How far the features of several sources agree, and who differs from the most.</summary>
/// <remarks>
/// Two sources agree when they share at least half of the features of the larger one; the most are the largest set of sources linked by agreement, if it is more than half
/// of all. What a source costs is the number of features that all others share and it lacks. Sets are bits over all features: sources x features / 64 words.
/// </remarks>
internal sealed class FeatureOverlap
{
    /// <summary>Costs from this share of what the others have in common on are told, and from the larger one on undermine a finding.</summary>
    private const double Told = 0.05, Undermining = 0.2;

    private const double Agreement = 0.5;
    private const int NamedAtMost = 10;

    private readonly IReadOnlyList<CellSource> sources;
    private readonly IReadOnlyList<string> names;
    private readonly string[][] keys;
    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);
    private readonly ulong[][] sets;
    private readonly ulong[] shared;
    private readonly int count;
    private readonly string noun;

    /// <summary>Compares.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="names">What they are called in messages.</param>
    /// <param name="keys">Per source: what each of its columns is matched by, unique in it.</param>
    public FeatureOverlap(IReadOnlyList<CellSource> sources, IReadOnlyList<string> names, string[][] keys)
    {
        this.sources = sources;
        this.names = names;
        this.keys = keys;
        noun = sources[0].Modality == CellModality.Counts ? "genes" : "features";
        foreach (string[] own in keys)
        {
            foreach (string key in own) index.TryAdd(key, index.Count);
        }

        int words = (index.Count + 63) / 64;
        sets = [.. keys.Select(own =>
        {
            ulong[] set = new ulong[words];
            foreach (string key in own) set[index[key] >> 6] |= 1UL << (index[key] & 63);
            return set;
        })];
        shared = Common(_ => true);
        count = Size(shared);
        Describe();
    }

    /// <summary>Features that at least one source has.</summary>
    public int Union => index.Count;

    /// <summary>Which sources lack some features of the others.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Which sources lack many.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Whether every source has the feature.</summary>
    public bool IsShared(string key) => Has(shared, index[key]);

    /// <summary>Names, the first ten of many.</summary>
    public static string List(IReadOnlyList<string> all) =>
        string.Join(", ", all.Take(NamedAtMost)) + (all.Count > NamedAtMost ? string.Create(CultureInfo.InvariantCulture, $" and {all.Count - NamedAtMost} more") : "");

    /// <summary>Refuses sources that have too little in common.</summary>
    /// <exception cref="BadDataException">All share nothing, or fewer than the share of what the median source has; names who differs, with an id beside one of the others'.</exception>
    public void Require(double least)
    {
        int[] sizes = [.. keys.Select(k => k.Length).Order()];
        int median = sizes[sizes.Length / 2];
        if (count > 0 && count >= least * median) return;
        int[] odd = Odd();
        string rest = count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" Fewer than {least:0.##} of the {median} {noun} of a lot would be left: leave out what differs, or, if so few are meant, cut all lots to the same {noun}.");
        const string Ask = " Are these different annotations (ids against symbols), species or panels?";
        if (odd.Length > 0)
        {
            int against = Enumerable.Range(0, sources.Count).First(s => !odd.Contains(s));
            int common = Size(Common(s => !odd.Contains(s)));
            string others = sources.Count - odd.Length == 1 ? names[against] : string.Create(CultureInfo.InvariantCulture, $"the other {sources.Count - odd.Length}");
            throw new BadDataException(sources[odd[0]].Path, "features",
                (count == 0 ? $"{Subject(odd)} {(odd.Length == 1 ? "shares" : "share")} no feature id with {others}"
                    : string.Create(CultureInfo.InvariantCulture, $"{Subject(odd)} {(odd.Length == 1 ? "shares" : "share")} only {count} of the {common} {noun} of {others}"))
                + $": '{IdNotIn(odd[0], against)}' here, '{IdNotIn(against, odd[0])}' in {names[against]} ({sources[against].Path}).{Ask}{rest}");
        }

        int[][] groups = Groups();
        int[] firsts = [.. groups.Select(g => g[0]).Take(3)];
        string found = groups.Length == 1
            ? $"lots differ from each other, such as {names[0]} and {names[^1]}"
            : string.Join("; ", firsts.Select(s => $"'{IdNotIn(s, firsts.First(o => o != s))}' in {List([.. groups.First(g => g[0] == s).Select(m => names[m])])}")) + (groups.Length > 3 ? "; ..." : "");
        string amount = count == 0 ? "no feature id is shared by all" : string.Create(CultureInfo.InvariantCulture, $"only {count} feature ids are shared by all");
        throw new BadDataException(sources[firsts[^1]].Path, "features", string.Create(CultureInfo.InvariantCulture, $"{amount} {sources.Count} sources: {found}.{Ask}{rest}"));
    }

    /// <summary>Who differs from the most, when there is a most and they cost it something; else the one that costs the others more than any other does.</summary>
    private int[] Odd()
    {
        int[][] groups = Groups();
        if (groups.Length > 1 && groups[0].Length * 2 > sources.Count) return [.. Enumerable.Range(0, sources.Count).Except(groups[0])];
        if (sources.Count < 3) return [];
        (int Cost, int Source)[] costs = [.. Enumerable.Range(0, sources.Count).Select(s => (Cost(s, out _), s)).OrderByDescending(c => c.Item1)];
        return costs[0].Cost > 2 * costs[1].Cost ? [costs[0].Source] : [];
    }

    private void Describe()
    {
        if (sources.Count < 2 || sets.All(s => Size(s) == count)) return;
        int[] odd = sources.Count > 2 && Groups() is { Length: > 1 } groups && groups[0].Length * 2 > sources.Count ? [.. Enumerable.Range(0, sources.Count).Except(groups[0])] : [];
        if (odd.Length > 1) Tell(odd, Size(Common(s => !odd.Contains(s))));
        for (int s = 0; s < sources.Count; s++)
        {
            if (odd.Length > 1 && odd.Contains(s)) continue;
            Cost(s, out int others);
            Tell([s], others);
        }
    }

    private void Tell(int[] odd, int others)
    {
        double cost = others == 0 ? 0 : (others - count) / (double)others;
        if (cost < Told) return;
        int against = Enumerable.Range(0, sources.Count).First(s => !odd.Contains(s));
        int rest = sources.Count - odd.Length;
        string whose = rest == 1 ? $"{others} {noun} of {names[against]}" : $"{others} {noun} that the other {rest} share";
        string sentence = string.Create(CultureInfo.InvariantCulture,
            $"{Subject(odd)} {(odd.Length == 1 ? "shares" : "share")} {count} of the {whose}: the other {others - count} ('{IdNotIn(against, odd[0])}' is one) are not used.");
        if (cost < Undermining) Notes.Add(sentence);
        else Warnings.Add(sentence + " If it was made with another annotation or panel, bring it to that of the others or leave it out.");
    }

    private string Subject(int[] odd) => List([.. odd.Select(s => names[s])]);

    /// <summary>Features that all others share and this source lacks.</summary>
    private int Cost(int source, out int others)
    {
        others = Size(Common(s => s != source));
        return others - count;
    }

    /// <summary>Sources linked by agreement, the largest set first, in order.</summary>
    private int[][] Groups()
    {
        int[] sizes = [.. sets.Select(Size)];
        int[] group = [.. Enumerable.Repeat(-1, sources.Count)];
        var groups = new List<int[]>();
        for (int s = 0; s < group.Length; s++)
        {
            if (group[s] >= 0) continue;
            var members = new List<int> { s };
            group[s] = groups.Count;
            for (int m = 0; m < members.Count; m++)
            {
                for (int t = s + 1; t < group.Length; t++)
                {
                    if (group[t] >= 0 || Both(sets[members[m]], sets[t]) < Agreement * Math.Max(sizes[members[m]], sizes[t])) continue;
                    group[t] = groups.Count;
                    members.Add(t);
                }
            }

            groups.Add([.. members.Order()]);
        }

        return [.. groups.OrderByDescending(g => g.Length).ThenBy(g => g[0])];
    }

    /// <summary>An id of one source that another lacks, or its first.</summary>
    private string IdNotIn(int source, int other)
    {
        int at = Array.FindIndex(keys[source], k => !Has(sets[other], index[k]));
        return sources[source].Features.Ids.ElementAtOrDefault(Math.Max(at, 0)) ?? "";
    }

    private ulong[] Common(Func<int, bool> of)
    {
        ulong[]? common = null;
        for (int s = 0; s < sets.Length; s++)
        {
            if (!of(s)) continue;
            if (common is null) common = [.. sets[s]];
            else for (int w = 0; w < common.Length; w++) common[w] &= sets[s][w];
        }

        return common ?? [];
    }

    private static int Both(ulong[] a, ulong[] b)
    {
        int size = 0;
        for (int w = 0; w < a.Length; w++) size += BitOperations.PopCount(a[w] & b[w]);
        return size;
    }

    private static int Size(ulong[] set) => set.Sum(BitOperations.PopCount);

    private static bool Has(ulong[] set, int at) => (set[at >> 6] >> (at & 63) & 1) != 0;
}
