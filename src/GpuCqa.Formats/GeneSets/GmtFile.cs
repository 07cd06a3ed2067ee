using System.Globalization;
using System.Text.RegularExpressions;
using GpuCqa.Core.Errors;
using GpuCqa.Core.GeneSets;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.GeneSets;

/// <summary>Reads GMT files of gene sets: a set a line, its name, its description and its genes, separated by tabs; plain or gzip.</summary>
/// <remarks>
/// Taken as they come: line ends of any system, a byte-order mark, blank lines, empty fields (sheets pad with them), genes named twice, genes with a weight behind a comma (Enrichr), sets
/// without a gene. Two sets of one name and the same genes are one; with other genes the later one's name gets its line. What was passed over is in the library's notes.
/// </remarks>
public static partial class GmtFile
{
    /// <summary>Sets and genes of sets that a file may have: far more than the largest collections.</summary>
    public const int MostSets = 200_000, MostMembers = 10_000_000;

    private const int LongestName = 1000;

    private static readonly string[] Endings = [".gz", ".gmt", ".txt", ".tsv"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadDataException">It cannot be read, has no sets, or a line is none of a GMT; names the line.</exception>
    public static GeneSetLibrary Read(string path)
    {
        var sets = new List<GeneSet>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var pool = new Dictionary<string, string>(StringComparer.Ordinal);
        int empty = 0, twice = 0, same = 0, weights = 0, renamed = 0;
        long members = 0;
        string? firstRenamed = null;
        using var lines = new TextLines(path);
        while (lines.HasLines())
        {
            long number = lines.Number;
            string place = string.Create(CultureInfo.InvariantCulture, $"line {number}"), line = Utf8.Decode(lines.Next(), path, place);
            if (number == 1) line = line.TrimStart('\uFEFF');
            line = line.TrimEnd('\r');
            if (line.AsSpan().Trim().IsEmpty) continue;
            // A file of an old Mac is one line.
            if (line.Contains('\r', StringComparison.Ordinal)) throw new BadDataException(path, place, "holds a carriage return within the line; save the file with the line ends of Unix or Windows");
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 0) throw new BadDataException(path, place, $"has no tab: {Quote(line)}; a line of a GMT file is the name of a set, a description and its genes, separated by tabs");
            string name = Bare(line.AsSpan(0, tab));
            if (name.Length == 0) throw new BadDataException(path, place, "the set has no name: the first field is empty");
            if (name.Length > LongestName) throw new BadDataException(path, place, $"the name of the set has {name.Length} characters; expected at most {LongestName}");
            int end = End(line, tab + 1);
            string description = Bare(line.AsSpan((tab + 1)..end));
            var genes = new List<string>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (int from = end + 1; from < line.Length; from = end + 1)
            {
                end = End(line, from);
                string gene = Bare(line.AsSpan(from..end));
                if (gene.Length == 0) continue;
                if (Weight().Match(gene) is { Success: true } weighted)
                {
                    gene = gene[..weighted.Index].TrimEnd();
                    weights++;
                }

                if (!pool.TryGetValue(gene, out string? shared)) pool.Add(gene, shared = gene);
                if (seen.Add(shared)) genes.Add(shared);
                else twice++;
            }

            if (genes.Count == 0)
            {
                empty++;
                continue;
            }

            if (places.TryGetValue(name, out int first))
            {
                if (seen.SetEquals(sets[first].Genes))
                {
                    same++;
                    continue;
                }

                renamed++;
                firstRenamed ??= name;
                name = string.Create(CultureInfo.InvariantCulture, $"{name} (line {number})");
                if (places.ContainsKey(name)) throw new BadDataException(path, place, $"there is a set {Quote(name)} already");
            }

            members += genes.Count;
            if (sets.Count == MostSets || members > MostMembers) throw new BadDataException(path, place, string.Create(CultureInfo.InvariantCulture, $"the file has more than {MostSets:N0} sets or {MostMembers:N0} genes in them; give fewer sets"));
            places.Add(name, sets.Count);
            sets.Add(new GeneSet(name, description, [.. genes]));
        }

        if (sets.Count == 0) throw new BadDataException(path, null, empty > 0 ? $"none of its {Counted.Of(empty, "set")} has a gene" : "is empty, expected a set of genes a line");
        string title = NameOf(path);
        return new GeneSetLibrary(title, sets) { Notes = [.. Notes()] };

        IEnumerable<string> Notes()
        {
            if (empty > 0) yield return $"Gene sets {title}: {Counted.Of(empty, "line")} without a gene {Counted.Word(empty, "was", "were")} passed over.";
            if (twice > 0) yield return $"Gene sets {title}: {Counted.Of(twice, "gene")} named twice in a set {Counted.Word(twice, "counts", "count")} once.";
            if (weights > 0) yield return $"Gene sets {title}: {Counted.Of(weights, "weight")} behind {Counted.Word(weights, "a gene was", "genes were")} passed over.";
            if (same > 0) yield return $"Gene sets {title}: {Counted.Of(same, "set")} given twice with the same genes {Counted.Word(same, "counts", "count")} once.";
            if (renamed > 0) yield return $"Gene sets {title}: {Counted.Of(renamed, "set")} with the name of an earlier one and other genes ({firstRenamed}{(renamed > 1 ? ", ..." : "")}) {Counted.Word(renamed, "has its", "have their")} line in the name.";
        }
    }

    /// <summary>What the sets of a file are called: the file's name without its endings, in letters that every machine keeps.</summary>
    public static string NameOf(string path)
    {
        string name = PortableName.Of(path);
        foreach (string ending in Endings)
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) name = name[..^ending.Length];
        }

        return name;
    }

    // A field runs to the next tab or the end of the line; programs put quotes about some.
    private static int End(string line, int from) => line.IndexOf('\t', from) is >= 0 and int tab ? tab : line.Length;

    private static string Bare(ReadOnlySpan<char> field) => field.Trim().Trim('"').Trim().ToString();

    private static string Quote(string text) => text.Length <= 40 ? $"'{text}'" : $"'{text[..40]}...'";

    [GeneratedRegex(@"\s*,\s*[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Weight();
}
