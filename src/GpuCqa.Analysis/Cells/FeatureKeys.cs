using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Texts;

namespace GpuCqa.Analysis.Cells;

/// <summary>What the features of several sources are matched by: their ids, or ids without the version of Ensembl and RefSeq (ENSG00000141510.18, NM_000546.6).</summary>
/// <remarks>The version is left out only if more features match then, and only of ids that stay unique in every source without it.</remarks>
internal sealed class FeatureKeys
{
    private const int FewestDigits = 5;

    private FeatureKeys(string[][] keys) => Keys = keys;

    /// <summary>Per source: key of each of its columns.</summary>
    public string[][] Keys { get; }

    /// <summary>Decides.</summary>
    public static FeatureKeys Of(IReadOnlyList<CellSource> sources) => Of([.. sources.Select(s => s.Features)]);

    /// <summary>Decides.</summary>
    public static FeatureKeys Of(IReadOnlyList<FeatureTable> tables)
    {
        string[][] ids = [.. tables.Select(t => t.Ids)];
        if (ids.Skip(1).All(own => own.AsSpan().SequenceEqual(ids[0])) || !ids.Any(own => own.Any(id => WithoutVersion(id) is not null))) return new FeatureKeys(ids);
        var ambiguous = new HashSet<string>(StringComparer.Ordinal);
        foreach (string[] own in ids)
        {
            var seen = new HashSet<string>(own.Length, StringComparer.Ordinal);
            foreach (string id in own)
            {
                string bare = WithoutVersion(id) ?? id;
                if (!seen.Add(bare)) ambiguous.Add(bare);
            }
        }

        string[][] bareKeys = [.. ids.Select(own => own.Select(id => WithoutVersion(id) is { } bare && !ambiguous.Contains(bare) ? bare : id).ToArray())];
        return new FeatureKeys(Common(bareKeys) > Common(ids) ? bareKeys : ids);
    }

    /// <summary>Gives features whose ids differ between sources the id without version; says of how many and in which sources, or null.</summary>
    /// <param name="shared">Ids of the shared features in the first source; changed.</param>
    /// <param name="maps">Per source: shared index of each of its columns, or -1.</param>
    /// <param name="sources">The sources.</param>
    /// <param name="names">What they are called.</param>
    public static string? Unify(string[] shared, int[][] maps, IReadOnlyList<CellSource> sources, IReadOnlyList<string> names)
    {
        var differs = new bool[shared.Length];
        for (int s = 1; s < maps.Length; s++)
        {
            for (int c = 0; c < maps[s].Length; c++)
            {
                if (maps[s][c] is >= 0 and int at && sources[s].Features.Ids[c] != shared[at]) differs[at] = true;
            }
        }

        int example = Array.IndexOf(differs, true);
        if (example < 0) return null;
        string[] forms = [.. maps.Select((map, s) => sources[s].Features.Ids[Array.IndexOf(map, example)])];
        int[] with = [.. Enumerable.Range(0, forms.Length).Where(s => WithoutVersion(forms[s]) is not null)];
        int other = Array.FindIndex(forms, f => f != forms[with[0]]);
        for (int i = 0; i < shared.Length; i++)
        {
            if (differs[i]) shared[i] = WithoutVersion(shared[i]) ?? shared[i];
        }

        return $"{Counted.Of(differs.Count(d => d), "feature")} {Counted.Word(differs.Count(d => d), "was", "were")} matched without the version of their ids ('{forms[with[0]]}' in {names[with[0]]}, '{forms[other]}' in {names[other]}); ids with a version are in {FeatureOverlap.List([.. with.Select(s => names[s])])}.";
    }

    /// <summary>An id of Ensembl or RefSeq without its version, or null when it has none. GENCODE's ending of the pseudoautosomal region stays.</summary>
    internal static string? WithoutVersion(string id)
    {
        const string Region = "_PAR_Y";
        int end = id.EndsWith(Region, StringComparison.Ordinal) ? id.Length - Region.Length : id.Length;
        int dot = id.LastIndexOf('.', end - 1);
        if (dot < 0 || dot == end - 1 || !IsDigits(id.AsSpan(dot + 1, end - dot - 1))) return null;
        ReadOnlySpan<char> stem = id.AsSpan(0, dot);
        bool refSeq = stem.Length > 3 && stem[2] == '_' && char.IsAsciiLetterUpper(stem[0]) && char.IsAsciiLetterUpper(stem[1]);
        if (!refSeq && !stem.StartsWith("ENS", StringComparison.Ordinal)) return null;
        int digits = stem.Length;
        while (digits > 0 && char.IsAsciiDigit(stem[digits - 1])) digits--;
        if (stem.Length - digits < FewestDigits) return null;
        for (int i = refSeq ? 3 : 0; i < digits; i++)
        {
            if (!char.IsAsciiLetterUpper(stem[i])) return null;
        }

        return string.Concat(stem, id.AsSpan(end));
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;

    private static int Common(string[][] keys)
    {
        var common = new HashSet<string>(keys[0], StringComparer.Ordinal);
        foreach (string[] own in keys.Skip(1)) common.IntersectWith(own);
        return common.Count;
    }
}
