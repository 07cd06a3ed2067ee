using System.Globalization;
using GpuCqa.Core.Texts;

namespace GpuCqa.Analysis.Cells;

/// <summary>Finds lots that hold the same cells: a file under two names, in another form or order, or a lot that is part of another.</summary>
/// <remarks>
/// A cell is known by a 64-bit digest of its values over the shared features, so that names and order of cells, order of features and the format of the file do not matter.
/// Two lots are the same when all their digests are; they overlap when a tenth of the smaller one's cells are in the other one, value for value. That cells of few values agree by chance
/// (small panels, empty droplets) shows in the lot itself too: cells of few entries are not compared, and an overlap counts only when it is more than three times what repeats within the lots.
/// O(n log n) in the number of cells.
/// </remarks>
internal static class RepeatedCells
{
    private const double LeastShare = 0.1, OwnRepeats = 3;
    private const int FewestCells = 5, MostTold = 10;

    /// <summary>Digest of a cell; entries of zero do not count.</summary>
    /// <param name="indices">Columns of the entries.</param>
    /// <param name="values">Values of the entries.</param>
    /// <param name="map">Shared feature of each column, or -1.</param>
    /// <param name="entries">Entries that count.</param>
    public static ulong Digest(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, int[] map, out int entries)
    {
        // A sum of well mixed words does not depend on the order of the entries.
        ulong sum = 0;
        entries = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            int feature = map[indices[i]];
            if (feature < 0 || values[i] == 0) continue;
            sum += Mix(((ulong)(uint)feature << 32) | BitConverter.SingleToUInt32Bits(values[i]));
            entries++;
        }

        return sum;
    }

    /// <summary>What undermines the lots as replicates, one sentence a pair.</summary>
    /// <param name="lots">Digests of the cells of each lot, and those of cells with entries enough to be told apart.</param>
    /// <param name="names">What each lot is called.</param>
    public static IEnumerable<string> Warnings(IReadOnlyList<(List<ulong> All, List<ulong> Telling)> lots, IReadOnlyList<string> names)
    {
        var told = new HashSet<int>();
        var sentences = new List<string>();
        foreach (IGrouping<(int, ulong), int> same in Enumerable.Range(0, lots.Count).Where(l => lots[l].All.Distinct().Skip(1).Any()).GroupBy(l => (lots[l].All.Count, Sum(lots[l].All))))
        {
            int[] group = [.. same];
            if (group.Length < 2) continue;
            told.UnionWith(group.Skip(1));
            sentences.Add($"The lots {Counted.List([.. group.Select(l => names[l])])} hold the same {Counted.Of(lots[group[0]].All.Count, "cell")}, value for value: {group.Length} lots are counted as {group.Length} replicates, and are one. Every p-value is too small.");
        }

        foreach ((int small, int large, int shared, int of) in Overlaps([.. lots.Select((l, i) => told.Contains(i) ? [] : l.Telling)]))
        {
            sentences.Add(string.Create(CultureInfo.InvariantCulture,
                $"The lot {names[small]} shares {Counted.Of(shared, "cell")} of {of} ({100.0 * shared / of:0.#} %) with the lot {names[large]}, value for value: they are not two replicates, and every p-value is too small."));
        }

        return sentences.Count <= MostTold ? sentences : [.. sentences.Take(MostTold), $"{sentences.Count - MostTold} more pairs of lots share cells."];
    }

    /// <summary>The lot that shares most cells with a lot, value for value, or null when none shares a tenth of the smaller one.</summary>
    /// <param name="cells">Digests of the cells of the lot.</param>
    /// <param name="lots">Digests of the cells of each other lot.</param>
    public static (int Lot, int Shared)? MostShared(List<ulong> cells, IReadOnlyList<List<ulong>> lots)
    {
        (int Lot, int Shared)[] found = [.. Overlaps([cells, .. lots]).Where(o => o.Small == 0 || o.Large == 0).Select(o => (o.Small + o.Large - 1, o.Shared)).OrderByDescending(o => o.Shared)];
        return found.Length == 0 ? null : found[0];
    }

    private static IEnumerable<(int Small, int Large, int Shared, int Of)> Overlaps(List<ulong>[] lots)
    {
        int all = lots.Sum(l => l.Count);
        ulong[] digests = new ulong[all];
        int[] owners = new int[all];
        int at = 0;
        for (int l = 0; l < lots.Length; l++)
        {
            lots[l].CopyTo(digests, at);
            Array.Fill(owners, l, at, lots[l].Count);
            at += lots[l].Count;
        }

        Array.Sort(digests, owners);
        int[] distinct = new int[lots.Length];
        var pairs = new Dictionary<(int, int), int>();
        for (int start = 0, end; start < all; start = end)
        {
            for (end = start + 1; end < all && digests[end] == digests[start];) end++;
            int[] holders = end == start + 1 ? [owners[start]] : [.. owners[start..end].Distinct().Order()];
            foreach (int l in holders) distinct[l]++;
            for (int i = 0; i < holders.Length; i++)
            {
                for (int j = i + 1; j < holders.Length; j++) pairs[(holders[i], holders[j])] = pairs.GetValueOrDefault((holders[i], holders[j])) + 1;
            }
        }

        foreach (((int a, int b), int shared) in pairs.OrderBy(p => p.Key))
        {
            int small = distinct[a] <= distinct[b] ? a : b;
            double own = Math.Max(Repeats(lots[a].Count, distinct[a]), Repeats(lots[b].Count, distinct[b]));
            if (shared >= FewestCells && shared >= Math.Max(LeastShare, OwnRepeats * own) * distinct[small]) yield return (small, small == a ? b : a, shared, distinct[small]);
        }
    }

    private static double Repeats(int cells, int distinct) => 1 - ((double)distinct / cells);

    private static ulong Sum(List<ulong> digests)
    {
        ulong sum = 0;
        foreach (ulong digest in digests) sum += Mix(digest);
        return sum;
    }

    // The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
