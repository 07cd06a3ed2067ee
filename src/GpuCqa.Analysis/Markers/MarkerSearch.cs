using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Markers;

/// <summary>Finds the genes that tell a cluster from the rest of the cells, by the Wilcoxon rank-sum test.</summary>
/// <remarks>
/// Seurat 4.3's FindMarkers and FindAllMarkers (test wilcox): tie- and continuity-corrected normal approximation with log10 p in full range, Bonferroni over all
/// genes, shares of cells rounded to 3 digits before thresholds. Values are taken before the logarithm, which changes no rank. All clusterings are tested on one ranking
/// of the cells. Deterministic on every device.
/// The p-values describe; they do not test, because the clusters come from the same cells.
/// </remarks>
public static class MarkerSearch
{
    /// <summary>Markers of every cluster of every clustering against all other cells, with the thresholds of a discovery.</summary>
    /// <param name="device">Ranks the cells and runs the loops over genes.</param>
    /// <param name="genesByCells">genes x cells, counts per scale factor, CSR, float64.</param>
    /// <param name="genes">The rows.</param>
    /// <param name="clusterings">Partitions of the columns.</param>
    /// <param name="parameters">Thresholds.</param>
    /// <param name="cancellation">Stops between gene blocks.</param>
    /// <inheritdoc cref="Find(ComputeDevice, IEnumerable{CsrMatrix{double}}, FeatureTable, IReadOnlyList{Clustering}, MarkerFilter, CancellationToken)" path="/returns"/>
    public static IReadOnlyList<Marker> Find(
        ComputeDevice device, CsrMatrix<double> genesByCells, FeatureTable genes, IReadOnlyList<Clustering> clusterings, DiscoverParameters parameters, CancellationToken cancellation = default) =>
        Find(device, [genesByCells], genes, clusterings, MarkerFilter.Of(parameters), cancellation);

    /// <summary>The same from blocks of consecutive genes, so that a cohort's matrix by gene need not be held at once.</summary>
    /// <param name="device">Ranks the cells and runs the loops over genes.</param>
    /// <param name="geneBlocks">genes x cells, counts per scale factor, CSR, float64; together all genes in order, each read once before the next is asked for.</param>
    /// <param name="genes">The rows of all blocks.</param>
    /// <param name="clusterings">Partitions of the columns.</param>
    /// <param name="filter">Which genes are reported.</param>
    /// <param name="cancellation">Stops between gene blocks.</param>
    /// <returns>In the order of clusterings and clusters; within a cluster by p, then by the difference of the shares of cells, then by gene.</returns>
    /// <exception cref="ArgumentException">The shapes of matrix, genes and labels do not fit, or a value is negative.</exception>
    /// <exception cref="Core.Errors.InvalidParameterException">A threshold is out of range.</exception>
    public static IReadOnlyList<Marker> Find(
        ComputeDevice device, IEnumerable<CsrMatrix<double>> geneBlocks, FeatureTable genes, IReadOnlyList<Clustering> clusterings, MarkerFilter filter, CancellationToken cancellation = default)
    {
        filter.Check();
        var partitions = new CellPartitions([.. clusterings.Select(c => c.Labels)], [.. clusterings.Select(c => c.Clusters)]);
        var found = clusterings.Select(c => Enumerable.Range(0, c.Clusters).Select(_ => new List<Marker>()).ToArray()).ToArray();
        int first = 0;
        foreach (CsrMatrix<double> block in geneBlocks)
        {
            cancellation.ThrowIfCancellationRequested();
            if (first + block.Rows > genes.Count) throw new ArgumentException($"The blocks hold more than the {genes.Count} genes of the table.", nameof(geneBlocks));
            var table = new GeneTests(block, device.RankSums(block, partitions), ExpressionSums.Of(device, block, partitions), genes, first, filter);
            // Each gene fills its own list; the lists are taken in gene order.
            var ofGene = new List<(int Partition, Marker Marker)>[block.Rows];
            device.ForEach(block.Rows, gene => ofGene[gene] = table.OneVersusRest(gene, clusterings));
            foreach (List<(int Partition, Marker Marker)> list in ofGene)
                foreach ((int partition, Marker marker) in list) found[partition][marker.Cluster].Add(marker);
            first += block.Rows;
        }

        if (first != genes.Count) throw new ArgumentException($"The blocks hold {first} genes, the table {genes.Count}.", nameof(geneBlocks));
        return found.SelectMany(p => p).SelectMany(Ordered).ToArray();
    }

    /// <summary>Markers of one cluster against one other cluster.</summary>
    /// <param name="device">Ranks the cells and runs the loop over genes.</param>
    /// <param name="genesByCells">genes x cells, counts per scale factor, CSR, float64.</param>
    /// <param name="genes">The rows.</param>
    /// <param name="clustering">Partition of the columns.</param>
    /// <param name="cluster">The cluster whose markers are sought.</param>
    /// <param name="other">The cluster that takes the place of the rest.</param>
    /// <param name="filter">Which genes are reported.</param>
    /// <returns>By p, then by the difference of the shares of cells, then by gene; empty when a cluster is too small.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, the clusters are the same, or a value is negative.</exception>
    /// <exception cref="Core.Errors.InvalidParameterException">A threshold is out of range.</exception>
    public static IReadOnlyList<Marker> Compare(
        ComputeDevice device, CsrMatrix<double> genesByCells, FeatureTable genes, Clustering clustering, int cluster, int other, MarkerFilter filter)
    {
        filter.Check();
        if (cluster == other) throw new ArgumentException($"Cluster {cluster} cannot be compared with itself.", nameof(other));
        if (genes.Count != genesByCells.Rows) throw new ArgumentException($"The matrix holds {genesByCells.Rows} genes, the table {genes.Count}.", nameof(genes));
        if (clustering.Labels.Length != genesByCells.Columns)
            throw new ArgumentException($"The matrix holds {genesByCells.Columns} cells, the clustering {clustering.Labels.Length}.", nameof(clustering));
        int[] cells = Enumerable.Range(0, clustering.Labels.Length).Where(c => clustering.Labels[c] == cluster || clustering.Labels[c] == other).ToArray();
        CsrMatrix<double> pair = CellSubset.Take(genesByCells, cells);
        var partitions = new CellPartitions([Array.ConvertAll(cells, c => clustering.Labels[c] == cluster ? 0 : 1)], [2]);
        var table = new GeneTests(pair, device.RankSums(pair, partitions), ExpressionSums.Of(device, pair, partitions), genes, 0, filter);
        var ofGene = new Marker?[pair.Rows];
        device.ForEach(pair.Rows, gene => ofGene[gene] = table.Test(gene, 0, 0, clustering.Resolution, cluster));
        return Ordered(ofGene.OfType<Marker>()).ToArray();
    }

    // The sort is stable, so that what remains tied stays in gene order.
    private static IOrderedEnumerable<Marker> Ordered(IEnumerable<Marker> markers) =>
        markers.OrderBy(m => m.Log10P).ThenByDescending(m => Math.Abs(m.PctCluster - m.PctRest));
}
