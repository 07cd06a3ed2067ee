using System.Globalization;
using System.Text.RegularExpressions;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.GeneSets;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Texts;

namespace GpuCqa.Analysis.GeneSets;

/// <summary>A library of gene sets with the genes of the cohort in place of the file's words.</summary>
/// <remarks>
/// A word is a gene's id, an Ensembl id with or without its version on either side, or a symbol; in this order. A symbol that several genes of the cohort have stands for all of them.
/// Letter case counts: sets of another species must not match by chance.
/// </remarks>
public sealed partial class GeneSetMatch
{
    private const double LowShare = 0.1;

    private GeneSetMatch(GeneSetLibrary source, int[][] members, MatchedLibrary library, int minGenes, int maxGenes)
    {
        Source = source;
        Members = members;
        Library = library;
        MinGenes = minGenes;
        MaxGenes = maxGenes;
    }

    /// <summary>The sets as the file has them.</summary>
    public GeneSetLibrary Source { get; }

    /// <summary>Per set, its genes among those of the cohort, ascending.</summary>
    public IReadOnlyList<int[]> Members { get; }

    /// <summary>How well they were found.</summary>
    public MatchedLibrary Library { get; }

    /// <summary>Sets with fewer tested genes are not tested.</summary>
    public int MinGenes { get; }

    /// <summary>Sets with more tested genes are not tested.</summary>
    public int MaxGenes { get; }

    /// <summary>Finds the genes of every library.</summary>
    /// <exception cref="PreconditionException">No gene of a library is one of the cohort, or no set is of a size that is tested.</exception>
    /// <exception cref="InvalidParameterException">The cells have no genes.</exception>
    public static IReadOnlyList<GeneSetMatch> Of(IReadOnlyList<GeneSetLibrary> libraries, FeatureTable genes, CellModality modality, DiscoverParameters parameters, StepProgress progress)
    {
        if (libraries.Count == 0) return [];
        if (modality != CellModality.Counts) throw new InvalidParameterException("--gene-sets: sets of genes need counts of genes, and these cells have image features.");
        Dictionary<string, int[]> ids = Index(genes.Ids), names = Index(genes.Names), bare = Index(genes.Ids.Select(Unversioned));
        return [.. libraries.Select(l => One(l, genes, ids, names, bare, parameters, progress))];
    }

    private static GeneSetMatch One(
        GeneSetLibrary library, FeatureTable genes, Dictionary<string, int[]> ids, Dictionary<string, int[]> names, Dictionary<string, int[]> bare, DiscoverParameters parameters, StepProgress progress)
    {
        foreach (string note in library.Notes) progress.Note(note);
        var known = new Dictionary<string, int[]?>(StringComparer.Ordinal);
        int[][] members = [.. library.Sets.Select(s => s.Genes.SelectMany(g => Find(g) ?? []).Distinct().Order().ToArray())];
        int found = known.Values.Count(v => v is not null), largest = members.Max(m => m.Length);
        string of = string.Create(CultureInfo.InvariantCulture, $"Gene sets {library.Name}: {found} of the {known.Count} genes in its {Counted.Of(library.Sets.Count, "set")} are among the {genes.Count} kept genes");
        if (found == 0)
        {
            string hint = known.Keys.Any(k => names.Keys.Contains(k, StringComparer.OrdinalIgnoreCase)) ? " They would match in another letter case: are these sets of another species?" : "";
            throw new PreconditionException($"{of}. The sets name genes like {Examples(known.Keys)}, the cohort like {Examples(genes.Names)} ({Examples(genes.Ids)}).{hint} Give sets with the symbols or Ensembl ids of the cohort's species.");
        }

        int testable = members.Count(m => m.Length >= parameters.GeneSetMinGenes && m.Length <= parameters.GeneSetMaxGenes);
        string sizes = string.Create(CultureInfo.InvariantCulture, $"{parameters.GeneSetMinGenes} to {parameters.GeneSetMaxGenes} of them");
        if (testable == 0) throw new PreconditionException($"{of}; no set has {sizes}, the largest has {largest}. Give other sets, or other limits of their size.");
        progress.Note($"{of}; {testable} sets have {sizes}.{(found < LowShare * known.Count ? $" That is few: the sets name genes like {Examples(known.Keys)}, the cohort like {Examples(genes.Names)}." : "")}");
        int described = library.Sets.Count(s => s.Description.Length > 0 && (names.ContainsKey(s.Description) || ids.ContainsKey(s.Description)));
        if (2 * described > library.Sets.Count) progress.Note($"Gene sets {library.Name}: the second column, by the format a description, names a gene in {described} of {library.Sets.Count} sets; it was not taken as one. Put an empty column before the genes if they begin there.");
        return new GeneSetMatch(library, members, new MatchedLibrary(library.Name, library.Sets.Count, known.Count, found, testable), parameters.GeneSetMinGenes, parameters.GeneSetMaxGenes);

        int[]? Find(string word)
        {
            if (known.TryGetValue(word, out int[]? there)) return there;
            int[]? match = ids.GetValueOrDefault(word) ?? bare.GetValueOrDefault(Unversioned(word)) ?? names.GetValueOrDefault(word);
            known.Add(word, match);
            return match;
        }
    }

    private static Dictionary<string, int[]> Index(IEnumerable<string> words) =>
        words.Select((w, g) => (w, g)).Where(p => p.w.Length > 0).GroupBy(p => p.w, p => p.g, StringComparer.Ordinal).ToDictionary(p => p.Key, p => p.ToArray(), StringComparer.Ordinal);

    private static string Unversioned(string id) => Versioned().Match(id) is { Success: true } match ? match.Groups[1].Value : id;

    private static string Examples(IEnumerable<string> words) => string.Join(", ", words.Where(w => w.Length > 0).Take(3));

    [GeneratedRegex(@"^(ENS[A-Z]*G[0-9]{6,})\.[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Versioned();
}
