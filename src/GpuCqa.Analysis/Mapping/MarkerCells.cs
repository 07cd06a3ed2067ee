using GpuCqa.Analysis.References;
using GpuCqa.Core.Errors;

namespace GpuCqa.Analysis.Mapping;

/// <summary>One gene in the cells of one lot, as it was counted.</summary>
/// <param name="Lot">Lot.</param>
/// <param name="Barcodes">Name of each cell.</param>
/// <param name="Counts">Count of the gene in each cell.</param>
/// <param name="Totals">Counts of each cell over all genes of the reference.</param>
/// <param name="InCluster">Whether the cell is in the cluster; of a mapped lot, whether it was given the label and kept it.</param>
public sealed record MarkerCells(string Lot, IReadOnlyList<string> Barcodes, double[] Counts, double[] Totals, bool[] InCluster)
{
    /// <summary>The train lots of a reference, in their order.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="gene">Gene id; must be among the stored genes.</param>
    /// <param name="resolution">Index of the clustering.</param>
    /// <param name="cluster">Cluster.</param>
    /// <exception cref="NotFoundException">When the reference does not store the gene.</exception>
    public static IReadOnlyList<MarkerCells> OfReference(ReferenceModel reference, string gene, int resolution, int cluster)
    {
        double[] counts = reference.StoredValues.Column(Stored(reference, gene));
        int[] labels = reference.Clusterings[resolution].Labels;
        return [.. Enumerable.Range(0, reference.Lots.Count).Select(lot =>
        {
            int[] cells = [.. Enumerable.Range(0, reference.Cells.Count).Where(c => reference.Cells.Lots[c] == lot)];
            return new MarkerCells(
                reference.Lots[lot].Name,
                Array.ConvertAll(cells, c => reference.Cells.Barcodes[c]),
                Array.ConvertAll(cells, c => counts[c]),
                Array.ConvertAll(cells, c => reference.Cells.TotalCounts[c]),
                Array.ConvertAll(cells, c => labels[c] == cluster));
        })];
    }

    /// <summary>A mapped lot; null where it lacks the gene, so that nothing is known of it.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="query">The lot.</param>
    /// <param name="gene">Gene id; must be among the stored genes.</param>
    /// <param name="inCluster">Per cell, whether it was given the label and kept it.</param>
    /// <exception cref="NotFoundException">When the reference does not store the gene.</exception>
    public static MarkerCells? OfQuery(ReferenceModel reference, QueryLot query, string gene, bool[] inCluster)
    {
        int stored = Stored(reference, gene);
        return query.Present[stored] ? new MarkerCells(query.Lot.Name, query.Barcodes, new StoredValues(query.Stored).Column(stored), query.Totals, inCluster) : null;
    }

    private static int Stored(ReferenceModel reference, string gene)
    {
        int stored = Array.FindIndex(reference.StoredGenes, g => reference.Genes.Ids[g] == gene);
        return stored >= 0 ? stored : throw new NotFoundException($"The reference stores no values of gene {gene}; it stores its {reference.StoredGenes.Length} selected genes and the key markers of its hypotheses.");
    }
}
