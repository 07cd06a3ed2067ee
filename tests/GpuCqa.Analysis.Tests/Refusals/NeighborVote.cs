using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Tests.Refusals;

/// <summary>Labels by the vote of the 15 nearest reference cells, the reference cut down to some of its cells.</summary>
internal sealed class NeighborVote(ComputeDevice device, ReferenceModel reference)
{
    private const int Voters = 15;
    private readonly DenseMatrix<float> places = reference.Projections.FirstColumns(reference.Dimensions);

    /// <summary>Cells of a lot.</summary>
    public LabelTransfer Map(DenseMatrix<float> projection) => Vote(projection.FirstColumns(reference.Dimensions), places, null);

    /// <summary>Reference cells onto a part of the reference.</summary>
    public LabelTransfer Masked(IReadOnlyList<int> queries, bool[] kept)
    {
        int[] left = [.. Enumerable.Range(0, kept.Length).Where(i => kept[i])];
        return Vote(Rows([.. queries]), Rows(left), left);
    }

    private DenseMatrix<float> Rows(int[] cells)
    {
        var rows = new DenseMatrix<float>(cells.Length, places.Columns);
        for (int i = 0; i < cells.Length; i++) places.Row(cells[i]).CopyTo(rows.Row(i));
        return rows;
    }

    private LabelTransfer Vote(DenseMatrix<float> queries, DenseMatrix<float> references, int[]? index)
    {
        using DeviceMatrix<float> q = device.Upload(queries), r = device.Upload(references);
        NeighborTable neighbors = device.NearestNeighbors(q, r, Math.Min(Voters, references.Rows), DistanceMetric.Euclidean);
        int resolutions = reference.Clusterings.Count;
        int[][] labels = [.. Enumerable.Range(0, resolutions).Select(_ => new int[queries.Rows])];
        double[][] scores = [.. labels.Select(l => new double[l.Length])], margins = [.. labels.Select(l => new double[l.Length])];
        for (int p = 0; p < resolutions; p++)
        {
            for (int i = 0; i < queries.Rows; i++)
            {
                int[] votes = new int[reference.Clusterings[p].Clusters];
                foreach (int n in neighbors.IndicesOf(i)) votes[reference.Clusterings[p].Labels[index is null ? n : index[n]]]++;
                int best = Array.IndexOf(votes, votes.Max());
                int second = votes.Where((_, k) => k != best).DefaultIfEmpty(0).Max();
                labels[p][i] = best;
                scores[p][i] = (double)votes[best] / neighbors.K;
                margins[p][i] = (double)(votes[best] - second) / neighbors.K;
            }
        }

        return new LabelTransfer(labels, scores, margins, queries, NeighborDistance.Of(neighbors));
    }
}
