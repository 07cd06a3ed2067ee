using GpuCqa.Analysis.Alignment;
using GpuCqa.Analysis.Numerics;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>What mapping by Symphony needs of a reference, prepared once for many queries: the cells that vote, on the device, and the compressed soft clusters.</summary>
public sealed class SymphonyReference : IDisposable
{
    private SymphonyReference(SoftClusters? soft, DeviceMatrix<float> points, int[][] labels)
    {
        Soft = soft;
        Points = points;
        Labels = labels;
    }

    /// <summary>Soft clusters that queries are corrected by, or null where the lots of the reference were not aligned: then a query's projection is its place.</summary>
    internal SoftClusters? Soft { get; }

    /// <summary>Voting cells x dimensions, on the device.</summary>
    internal DeviceMatrix<float> Points { get; }

    /// <summary>Per clustering, cluster of each voting cell.</summary>
    internal int[][] Labels { get; }

    /// <summary>Prepares a reference.</summary>
    /// <param name="device">Device.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="leftOutLot">Train lot whose cells neither vote nor count in the soft clusters, or null; the linear model and the centroids stay what they are.</param>
    /// <exception cref="PreconditionException">No cell is left.</exception>
    public static SymphonyReference Of(ComputeDevice device, ReferenceModel reference, int? leftOutLot = null)
    {
        if (leftOutLot is { } lot) return Of(device, reference, Array.ConvertAll(reference.Cells.Lots, l => l != lot));
        bool aligned = reference.Alignment.Method != AlignmentChoice.None;
        return new SymphonyReference(aligned ? reference.Soft : null, device.Upload(reference.Embedding), [.. reference.Clusterings.Select(c => c.Labels)]);
    }

    /// <summary>Prepares a part of a reference.</summary>
    /// <param name="device">Device.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="kept">Per cell, whether it votes and counts in the soft clusters; the linear model and the centroids stay what they are.</param>
    /// <exception cref="PreconditionException">No cell is left.</exception>
    public static SymphonyReference Of(ComputeDevice device, ReferenceModel reference, bool[] kept)
    {
        bool aligned = reference.Alignment.Method != AlignmentChoice.None;
        int[] others = [.. Enumerable.Range(0, reference.Cells.Count).Where(c => kept[c])];
        if (others.Length == 0) throw new PreconditionException("No cell of the reference is left to map onto.");
        DenseMatrix<float> points = Rows(reference.Embedding, others);
        return new SymphonyReference(aligned ? Compress(device, points, reference.Soft) : null, device.Upload(points), [.. reference.Clusterings.Select(c => Array.ConvertAll(others, i => c.Labels[i]))]);
    }

    /// <summary>Lets go of what lies on the device.</summary>
    public void Dispose() => Points.Dispose();

    /// <summary>Sizes and sums of given soft clusters over some cells.</summary>
    private static SoftClusters Compress(ComputeDevice device, DenseMatrix<float> cells, SoftClusters soft)
    {
        int clusters = soft.Centroids.Rows, dimensions = soft.Centroids.Columns, width = dimensions + 1;
        double[] sums = CellBlocks.Sum(device, cells.Rows, clusters * width, (first, last, to) => SymphonyCorrection.Accumulate(cells, first, last, soft, to));
        var result = new SoftClusters(soft.Centroids, new double[clusters], new DenseMatrix<double>(clusters, dimensions), soft.Sigma);
        for (int k = 0; k < clusters; k++)
        {
            sums.AsSpan(k * width, dimensions).CopyTo(result.Sums.Row(k));
            result.Sizes[k] = sums[(k * width) + dimensions];
        }

        return result;
    }

    private static DenseMatrix<float> Rows(DenseMatrix<float> matrix, int[] rows)
    {
        var result = new DenseMatrix<float>(rows.Length, matrix.Columns);
        for (int i = 0; i < rows.Length; i++) matrix.Row(rows[i]).CopyTo(result.Row(i));
        return result;
    }
}
