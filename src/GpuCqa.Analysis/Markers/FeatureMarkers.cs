using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Markers;

/// <summary>Which image features set a cluster apart: the same rank-sum test as for genes, on values of any sign.</summary>
/// <remarks>
/// A measurement has no zero block and no fold change: fold changes and shares of cells are NaN, and the effects are the difference of means in pooled standard deviations and the area under
/// the ROC curve. Features are reported from <see cref="LeastEffect"/> away from 0.5 and p below 0.01.
/// </remarks>
public static class FeatureMarkers
{
    /// <summary>Smallest |AUC - 0.5| that is reported.</summary>
    public const double LeastEffect = 0.1;

    /// <summary>Markers of every cluster of every clustering against all other cells.</summary>
    /// <param name="device">Ranks the cells.</param>
    /// <param name="featureBlocks">features x cells, measurements, every entry stored, CSR; together all features in order, each read before the next is asked for.</param>
    /// <param name="features">The rows.</param>
    /// <param name="clusterings">Partitions of the columns.</param>
    public static IReadOnlyList<Marker> Find(ComputeDevice device, IEnumerable<CsrMatrix<double>> featureBlocks, FeatureTable features, IReadOnlyList<Clustering> clusterings)
    {
        var partitions = new CellPartitions([.. clusterings.Select(c => c.Labels)], [.. clusterings.Select(c => c.Clusters)]);
        var found = new List<Marker>();
        int first = 0;
        foreach (CsrMatrix<double> block in featureBlocks)
        {
            RankSums sums = device.RankSums(Positive(device, block), partitions);
            for (int r = 0; r < clusterings.Count; r++)
            {
                for (int k = 0; k < clusterings[r].Clusters; k++)
                    found.AddRange(Enumerable.Range(0, block.Rows).Select(f => Test(sums, r, f, k, features, first, clusterings[r].Resolution) is { } marker ? marker with { Difference = Difference(block.RowValues(f), clusterings[r].Labels, k) } : null).OfType<Marker>());
            }

            first += block.Rows;
        }

        return found.OrderBy(m => Array.FindIndex(clusterings.ToArray(), c => c.Resolution == m.Resolution)).ThenBy(m => m.Cluster).ThenBy(m => m.Log10P).ThenByDescending(m => Math.Abs(m.Auc - 0.5)).ToArray();
    }

    private static Marker? Test(RankSums sums, int partition, int feature, int cluster, FeatureTable features, int first, double resolution)
    {
        PartitionRankSums part = sums.Partitions[partition];
        int cells = part.Sizes[cluster], rest = sums.Cells - cells;
        if (cells < 3 || rest < 3) return null;
        long doubled = part.DoubledRankSums[((long)feature * part.Groups) + cluster];
        double auc = RankSumTest.U(doubled, cells) / ((double)cells * rest);
        double p = NormalTail.Log10TwoSided(RankSumTest.Z(doubled, cells, rest, sums.TieSums[feature]));
        if (Math.Abs(auc - 0.5) < LeastEffect || p > -2) return null;
        return new Marker(
            resolution, cluster, features.Ids[first + feature], features.Names[first + feature], p, Math.Min(0, p + Math.Log10(features.Count)),
            double.NaN, double.NaN, double.NaN, double.NaN, auc);
    }

    private static double Difference(ReadOnlySpan<double> values, int[] labels, int cluster)
    {
        double inside = 0, outside = 0;
        int cells = 0;
        for (int c = 0; c < values.Length; c++)
        {
            if (labels[c] == cluster)
            {
                inside += values[c];
                cells++;
            }
            else
            {
                outside += values[c];
            }
        }

        int rest = values.Length - cells;
        inside /= cells;
        outside /= rest;
        double squares = 0;
        for (int c = 0; c < values.Length; c++)
        {
            double off = values[c] - (labels[c] == cluster ? inside : outside);
            squares += off * off;
        }

        return squares > 0 ? (inside - outside) / Math.Sqrt(squares / (values.Length - 2)) : double.NaN;
    }

    // Ranks do not change when each value is replaced by its place among the distinct values of its feature, from 1.
    private static CsrMatrix<double> Positive(ComputeDevice device, CsrMatrix<double> block)
    {
        double[] places = new double[block.NonZeros];
        device.ForEach(block.Rows, row =>
        {
            ReadOnlySpan<double> values = block.RowValues(row);
            double[] distinct = [.. values.ToArray().Distinct().Order()];
            int start = (int)block.RowOffsets[row];
            for (int i = 0; i < values.Length; i++) places[start + i] = 1 + Array.BinarySearch(distinct, values[i]);
        });
        return new CsrMatrix<double>(block.Rows, block.Columns, block.RowOffsets, block.ColumnIndices, places);
    }
}
