using GpuCqa.Analysis.Numerics;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Labels by the votes of nearest reference cells: one vote each, as Symphony's knnPredict.</summary>
/// <remarks>
/// The score is the largest share of votes, the margin that share less the next one. Of clusters with as many votes, the one whose voters lie nearer (the smaller sum of distances) wins, then the one
/// with the smaller index; nothing is drawn.
/// </remarks>
internal static class NeighborVotes
{
    /// <summary>Labels of every clustering, with the mean distances to those who voted.</summary>
    /// <param name="device">Device whose threads are used.</param>
    /// <param name="neighbors">Nearest voting cells of each query cell.</param>
    /// <param name="labels">Per clustering, cluster of each voting cell.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="embedding">The query cells.</param>
    public static LabelTransfer Transfer(ComputeDevice device, NeighborTable neighbors, int[][] labels, ReferenceModel reference, DenseMatrix<float> embedding)
    {
        var votes = labels.Select((own, r) => Count(device, neighbors, own, reference.Clusterings[r].Clusters)).ToArray();
        return new LabelTransfer([.. votes.Select(v => v.Labels)], [.. votes.Select(v => v.Scores)], [.. votes.Select(v => v.Margins)], embedding, MeanDistances(neighbors));
    }

    /// <summary>Labels, scores and margins of one clustering.</summary>
    /// <param name="device">Device whose threads are used.</param>
    /// <param name="neighbors">Nearest reference cells of each query cell.</param>
    /// <param name="labels">Cluster of each reference cell.</param>
    /// <param name="clusters">Number of clusters.</param>
    public static (int[] Labels, double[] Scores, double[] Margins) Count(ComputeDevice device, NeighborTable neighbors, int[] labels, int clusters)
    {
        int cells = neighbors.Queries;
        int[] winners = new int[cells];
        double[] scores = new double[cells], margins = new double[cells];
        CellBlocks.Run(device, cells, (first, last) =>
        {
            int[] votes = new int[clusters];
            double[] sums = new double[clusters];
            for (int c = first; c < last; c++)
            {
                Array.Clear(votes);
                Array.Clear(sums);
                ReadOnlySpan<int> indices = neighbors.IndicesOf(c);
                ReadOnlySpan<double> distances = neighbors.DistancesOf(c);
                for (int i = 0; i < indices.Length; i++)
                {
                    votes[labels[indices[i]]]++;
                    sums[labels[indices[i]]] += distances[i];
                }

                int best = 0, second = 0;
                for (int k = 1; k < clusters; k++)
                {
                    if (votes[k] > votes[best] || (votes[k] == votes[best] && sums[k] < sums[best])) best = k;
                }

                for (int k = 0; k < clusters; k++)
                {
                    if (k != best) second = Math.Max(second, votes[k]);
                }

                winners[c] = best;
                scores[c] = votes[best] / (double)indices.Length;
                margins[c] = (votes[best] - second) / (double)indices.Length;
            }
        });
        return (winners, scores, margins);
    }

    /// <summary>Per query cell, the mean distance to its nearest reference cells.</summary>
    public static double[] MeanDistances(NeighborTable neighbors)
    {
        double[] means = new double[neighbors.Queries];
        for (int c = 0; c < means.Length; c++)
        {
            double sum = 0;
            foreach (double d in neighbors.DistancesOf(c)) sum += d;
            means[c] = sum / neighbors.K;
        }

        return means;
    }
}
