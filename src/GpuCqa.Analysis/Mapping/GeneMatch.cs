using System.Globalization;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.References;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Which columns of a source are which genes of a reference.</summary>
/// <remarks>
/// By ids as discovery joins lots (<see cref="FeatureKeys"/>: without the version where that matches more). Where ids match too little, by names that occur once on both sides, and that is said. A lot
/// must have at least <see cref="LeastShare"/> of the selected genes, by number and by what they carry of the loadings; a lot that lacks more than <see cref="UnderminingShare"/>, of the loadings or of
/// the counts of the train lots, is told beside the result, as its cells are placed and scaled without them.
/// </remarks>
public sealed class GeneMatch
{
    /// <summary>A lot with a smaller share of the selected genes, or of their squared loadings, is not mapped.</summary>
    public const double LeastShare = 0.5;

    /// <summary>Missing shares from this on undermine what is said of the lot.</summary>
    public const double UnderminingShare = 0.05;

    private const int NamedAtMost = 3;

    private GeneMatch(ReferenceModel reference, int[] columns)
    {
        Columns = columns;
        Present = new bool[reference.Genes.Count];
        foreach (int gene in columns)
        {
            if (gene >= 0) Present[gene] = true;
        }

        int[] selected = reference.Pca.Genes;
        DenseMatrix<double> loadings = reference.Pca.Loadings;
        double all = 0, missing = 0;
        for (int g = 0; g < selected.Length; g++)
        {
            double weight = 0;
            foreach (double loading in loadings.Row(g)[..Math.Min(reference.Dimensions, loadings.Columns)]) weight += loading * loading;
            all += weight;
            if (Present[selected[g]]) continue;
            MissingSelected++;
            missing += weight;
        }

        MissingLoadings = all > 0 ? missing / all : 0;
        MissingGenes = Present.Count(p => !p);
        MissingCounts = MissingGenes == 0 || reference.ClusterSums.Count == 0 || reference.Modality == CellModality.Features ? 0 : CountsOf(reference.ClusterSums[0], Present);
    }

    /// <summary>Per column of the source: index of the gene in the reference, or -1.</summary>
    public int[] Columns { get; }

    /// <summary>Per gene of the reference: whether the source has it.</summary>
    public bool[] Present { get; }

    /// <summary>Genes of the reference that the source lacks.</summary>
    public int MissingGenes { get; }

    /// <summary>Selected genes that the source lacks.</summary>
    public int MissingSelected { get; }

    /// <summary>Their share of the squared loadings over the components in use, 0 to 1.</summary>
    public double MissingLoadings { get; }

    /// <summary>Share of the counts of the train lots that is in genes that the source lacks, 0 to 1: totals of the lot are too small by about it.</summary>
    public double MissingCounts { get; }

    /// <summary>Matches the columns of a source.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="source">The source.</param>
    /// <param name="subject">What it is called in messages ("lot 'L12'").</param>
    /// <param name="progress">Receives what is missing.</param>
    /// <exception cref="BadDataException">An id occurs twice, the values are of another kind, or too few genes are shared; names some of both sides.</exception>
    public static GeneMatch Of(ReferenceModel reference, CellSource source, string subject, StepProgress progress)
    {
        if (source.Modality != reference.Modality) throw new BadDataException(source.Path, null, $"{subject} holds {Kind(source.Modality)}, while the reference is of {Kind(reference.Modality)}; only values of its kind can be mapped onto it.");
        FeatureJoin.RequireUnique(source);
        int[] byId = ByKeys(FeatureKeys.Of([reference.Genes, source.Features]).Keys);
        var match = new GeneMatch(reference, byId);
        if (!match.Suffices(reference) && new GeneMatch(reference, ByNames(reference.Genes, source.Features)) is var named && named.Suffices(reference))
        {
            progress.Note($"{Subject(subject)} has other ids than the reference ('{source.Features.Ids[0]}', '{reference.Genes.Ids[0]}'): {Noun(reference)} were matched by names that occur once on both sides.");
            match = named;
        }

        if (!match.Suffices(reference)) throw new BadDataException(source.Path, "features", match.Refusal(reference, source, subject));
        match.Tell(reference, subject, progress);
        return match;
    }

    private bool Suffices(ReferenceModel reference) => reference.Pca.Genes.Length - MissingSelected >= LeastShare * reference.Pca.Genes.Length && 1 - MissingLoadings >= LeastShare;

    private string Refusal(ReferenceModel reference, CellSource source, string subject)
    {
        int selected = reference.Pca.Genes.Length;
        string[] here = [.. Enumerable.Range(0, Columns.Length).Where(c => Columns[c] < 0).Take(NamedAtMost).Select(c => $"'{source.Features.Ids[c]}'")];
        string[] there = [.. reference.Pca.Genes.Where(g => !Present[g]).Take(NamedAtMost).Select(g => $"'{reference.Genes.Ids[g]}'")];
        return string.Create(CultureInfo.InvariantCulture,
            $"{subject} has {selected - MissingSelected} of the {selected} {Noun(reference)} that the reference is made of ({100 * (1 - MissingLoadings):0.#} % of their loadings); at least {100 * LeastShare:0} % are needed. Here: {(here.Length == 0 ? "nothing else" : string.Join(", ", here))}; in the reference: {string.Join(", ", there)}. Are these different annotations (ids against symbols), species or panels?");
    }

    private void Tell(ReferenceModel reference, string subject, StepProgress progress)
    {
        if (MissingGenes == 0) return;
        string counts = MissingCounts > 0 ? string.Create(CultureInfo.InvariantCulture, $"; the genes that it lacks hold {100 * MissingCounts:0.##} % of the counts of the train lots") : "";
        string said = string.Create(CultureInfo.InvariantCulture,
            $"{Subject(subject)} lacks {MissingGenes} of the {reference.Genes.Count} {Noun(reference)} of the reference, {MissingSelected} of them selected ones, which carry {100 * MissingLoadings:0.##} % of the loadings{counts}.");
        if (MissingLoadings < UnderminingShare && MissingCounts < UnderminingShare) progress.Note(said);
        else progress.Warn(said + " Its cells are placed without them, and may lie elsewhere for that alone.");
    }

    private static int[] ByKeys(string[][] keys)
    {
        var index = new Dictionary<string, int>(keys[0].Length, StringComparer.Ordinal);
        for (int g = 0; g < keys[0].Length; g++) index[keys[0][g]] = g;
        return Array.ConvertAll(keys[1], key => index.GetValueOrDefault(key, -1));
    }

    private static int[] ByNames(FeatureTable reference, FeatureTable source)
    {
        Dictionary<string, int> there = Once(reference.Names), here = Once(source.Names);
        return [.. source.Names.Select(name => here.ContainsKey(name) ? there.GetValueOrDefault(name, -1) : -1)];
    }

    private static Dictionary<string, int> Once(string[] names)
    {
        var index = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            if (!index.TryAdd(names[i], i)) repeated.Add(names[i]);
        }

        foreach (string name in repeated) index.Remove(name);
        return index;
    }

    private static double CountsOf(DenseMatrix<double> clusterSums, bool[] present)
    {
        double all = 0, missing = 0;
        for (int c = 0; c < clusterSums.Rows; c++)
        {
            ReadOnlySpan<double> sums = clusterSums.Row(c);
            for (int g = 0; g < sums.Length; g++)
            {
                all += sums[g];
                if (!present[g]) missing += sums[g];
            }
        }

        return all > 0 ? missing / all : 0;
    }

    private static string Subject(string subject) => char.ToUpperInvariant(subject[0]) + subject[1..];

    private static string Noun(ReferenceModel reference) => reference.Modality == CellModality.Counts ? "genes" : "features";

    private static string Kind(CellModality modality) => modality == CellModality.Counts ? "counts" : "measurements (image features)";
}
