using GpuCqa.Analysis.Layout;
using GpuCqa.Analysis.Numerics;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Labels by the votes of nearest reference cells, nearer ones counting more.</summary>
/// <remarks>
/// A voter at distance d has the weight exp(-d / width), with the width at which the weights of all but the nearest sum to log2(k): the memberships of UMAP (<see cref="SmoothDistances"/>), which fit every density and make scores
/// more than multiples of 1 / k. On planted_lots with lots left out it labels as well as one vote each (Symphony's knnPredict; 17,000 against 17,001 of 17,596), and gives 98.6 instead of 97.6 % of the train labels back.
/// The score is the largest share of the weights, the margin that share less the next one. Of clusters with the same sum the one with the smaller index wins; nothing is drawn, and a cell's label is its own.
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
            double[] votes = new double[clusters];
            for (int c = first; c < last; c++)
            {
                Array.Clear(votes);
                ReadOnlySpan<int> indices = neighbors.IndicesOf(c);
                ReadOnlySpan<double> distances = neighbors.DistancesOf(c);
                double width = SmoothDistances.Width(distances, 0), all = 0;
                for (int i = 0; i < indices.Length; i++)
                {
                    double weight = width > 0 ? Math.Exp(-(distances[i] - distances[0]) / width) : 1;
                    votes[labels[indices[i]]] += weight;
                    all += weight;
                }

                int best = 0;
                for (int k = 1; k < clusters; k++)
                {
                    if (votes[k] > votes[best]) best = k;
                }

                double second = 0;
                for (int k = 0; k < clusters; k++)
                {
                    if (k != best) second = Math.Max(second, votes[k]);
                }

                winners[c] = best;
                scores[c] = votes[best] / all;
                margins[c] = (votes[best] - second) / all;
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
