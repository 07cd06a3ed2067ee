using GpuCqa.Core.Cohorts;
using GpuCqa.Formats.Hdf5.Frames;

namespace GpuCqa.Formats.Hdf5.AnnData;

/// <summary>Finds ids, names and types of the genes in a var table.</summary>
/// <remarks>
/// The index holds ids or symbols, by taste of the writer. Where scanpy's reader or CELLxGENE put the other of the two in a column
/// of a known name, that column is used, so that genes join by id with other lots.
/// </remarks>
internal static class GeneColumns
{
    private static readonly string[] IdColumns = ["gene_ids", "gene_id", "ensembl_id", "feature_id"];
    private static readonly string[] NameColumns = ["gene_symbols", "gene_symbol", "gene_name", "gene_names", "feature_name", "symbol"];

    internal static FeatureTable Read(Frame genes)
    {
        string[] index = genes.Index.ReadAll();
        string[]? ids = Column(genes, IdColumns);
        string[]? names = Column(genes, NameColumns);
        return new FeatureTable(ids ?? index, names ?? index, Column(genes, ["feature_types", "feature_type"]));
    }

    // A column with missing values names nothing.
    private static string[]? Column(Frame genes, string[] candidates)
    {
        foreach (string name in candidates)
        {
            if (genes.Find(name) is { } column && column.Length == genes.Length && column.ReadAll() is { } texts && Array.TrueForAll(texts, t => t.Length > 0)) return texts;
        }

        return null;
    }
}
