using GpuCqa.Core.Cohorts;

namespace GpuCqa.Formats.Layouts;

/// <summary>Three columns a gene, as alevin-fry writes them in USA mode: spliced (the id itself, or with -S), unspliced (-U), ambiguous (-A).</summary>
/// <param name="Genes">One row a gene.</param>
/// <param name="ColumnMap">Gene of each column of the file: spliced and ambiguous go to their gene, unspliced to -1.</param>
internal sealed record SplicedCounts(FeatureTable Genes, int[] ColumnMap)
{
    private const int Kinds = 3;

    /// <summary>The genes when the columns are thirds of spliced, unspliced and ambiguous counts of the same genes, else null.</summary>
    public static SplicedCounts? Of(FeatureTable features)
    {
        int genes = features.Count / Kinds;
        if (genes == 0 || features.Count % Kinds != 0) return null;
        bool marked = features.Ids.Take(genes).All(id => id.EndsWith("-S", StringComparison.Ordinal));
        string[] ids = [.. features.Ids.Take(genes).Select(id => marked ? id[..^2] : id)];
        for (int g = 0; g < genes; g++)
        {
            if (features.Ids[genes + g] != ids[g] + "-U" || features.Ids[(2 * genes) + g] != ids[g] + "-A") return null;
        }

        int[] map = [.. Enumerable.Range(0, features.Count).Select(c => c / genes == 1 ? -1 : c % genes)];
        return new SplicedCounts(new FeatureTable(ids, [.. features.Names.Take(genes).Select((n, g) => n == features.Ids[g] ? ids[g] : n)]), map);
    }
}
