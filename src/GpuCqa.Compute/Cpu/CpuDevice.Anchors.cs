using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    // Anchors or cells of one task.
    private const int AnchorBlock = 1024;

    /// <inheritdoc/>
    /// <remarks>Anchors of one reference cell follow one another, so its neighbours are marked once and looked up: about 2k steps an anchor in place of 2k^2.</remarks>
    public override int[] AnchorOverlaps(AnchorNeighbors neighbors, int[] references, int[] queries, int k)
    {
        CheckOverlaps(neighbors, references, queries, k);
        var overlaps = new int[references.Length];
        var spare = new ConcurrentBag<(int[] References, int[] Queries)>();
        ForEach(Blocks(overlaps.Length), block =>
        {
            // Stamps are the marking cell + 1, so that an array serves one task after another without being cleared.
            (int[] References, int[] Queries) marks = spare.TryTake(out (int[], int[]) used) ? used : (new int[neighbors.WithinReference.Queries], new int[neighbors.WithinQuery.Queries]);
            int marked = -1;
            for (int a = block * AnchorBlock; a < Math.Min(overlaps.Length, (block + 1) * AnchorBlock); a++)
            {
                int stamp = references[a] + 1;
                if (references[a] != marked)
                {
                    marked = references[a];
                    foreach (int i in neighbors.WithinReference.IndicesOf(marked)[..k]) marks.References[i] = stamp;
                    foreach (int j in neighbors.ReferenceToQuery.IndicesOf(marked)[..k]) marks.Queries[j] = stamp;
                }

                int common = 0;
                foreach (int i in neighbors.QueryToReference.IndicesOf(queries[a])[..k]) common += marks.References[i] == stamp ? 1 : 0;
                foreach (int j in neighbors.WithinQuery.IndicesOf(queries[a])[..k]) common += marks.Queries[j] == stamp ? 1 : 0;
                overlaps[a] = common;
            }

            spare.Add(marks);
        });
        return overlaps;
    }

    /// <inheritdoc/>
    /// <remarks>The reference's own steps; threads own cells.</remarks>
    public override AnchorWeights AnchorWeights(NeighborTable nearest, AnchorGroups groups, double[] scores, int k, double divisor)
    {
        CheckWeights(nearest, groups, scores, k, divisor);
        bool repeated = RepeatsAnchors(groups, scores.Length);
        var result = new AnchorWeights(nearest.Queries, k, new int[checked(nearest.Queries * k)], new double[(long)nearest.Queries * k]);
        EachCell(nearest.Queries, cell => WeighAnchors(nearest, groups, scores, divisor, repeated, cell, result));
        return result;
    }

    /// <inheritdoc/>
    /// <remarks>The reference's own steps; threads own cells.</remarks>
    public override DenseMatrix<double>[] AnchorVotes(AnchorWeights weights, int[][] labels, int[] classes)
    {
        CheckVotes(weights, labels, classes);
        DenseMatrix<double>[] votes = [.. classes.Select(c => new DenseMatrix<double>(weights.Cells, c))];
        EachCell(weights.Cells, cell =>
        {
            for (int l = 0; l < votes.Length; l++) CountVotes(weights, labels[l], cell, votes[l].Row(cell));
        });
        return votes;
    }

    /// <inheritdoc/>
    /// <remarks>Vectors along the dimensions, so that each sum keeps the reference's order: the same bits.</remarks>
    public override DenseMatrix<double> AnchorMeans(AnchorWeights weights, DeviceMatrix<float> rows, int[] rowOf)
    {
        DenseMatrix<float> values = OnHost(rows);
        CheckMeans(weights, rows.Rows, rowOf);
        var means = new DenseMatrix<double>(weights.Cells, values.Columns);
        EachCell(weights.Cells, cell =>
        {
            ReadOnlySpan<int> anchors = weights.AnchorsOf(cell);
            ReadOnlySpan<double> shares = weights.WeightsOf(cell);
            Span<double> sums = means.Row(cell);
            for (int i = 0; i < anchors.Length; i++) AddScaled(values.Row(rowOf[anchors[i]]), shares[i], sums);
        });
        return means;
    }

    private static void AddScaled(ReadOnlySpan<float> row, double share, Span<double> sums)
    {
        int width = Vector<float>.Count, half = Vector<double>.Count, d = 0;
        ref float from = ref MemoryMarshal.GetReference(row);
        ref double to = ref MemoryMarshal.GetReference(sums);
        var shares = new Vector<double>(share);
        for (; d <= sums.Length - width; d += width)
        {
            Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)d), out Vector<double> low, out Vector<double> high);
            (Vector.LoadUnsafe(ref to, (nuint)d) + (shares * low)).StoreUnsafe(ref to, (nuint)d);
            (Vector.LoadUnsafe(ref to, (nuint)(d + half)) + (shares * high)).StoreUnsafe(ref to, (nuint)(d + half));
        }

        for (; d < sums.Length; d++) sums[d] += share * row[d];
    }

    private static int Blocks(int items) => (items + AnchorBlock - 1) / AnchorBlock;

    private void EachCell(int cells, Action<int> body) => ForEach(Blocks(cells), block =>
    {
        for (int cell = block * AnchorBlock; cell < Math.Min(cells, (block + 1) * AnchorBlock); cell++) body(cell);
    });
}
