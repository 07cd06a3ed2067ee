using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Alignment;

/// <summary>Measures lot mixing by where cells lie, not by how many: a lot whose composition differs is mixed, a lot whose cells are displaced is not.</summary>
/// <remarks>
/// <para>
/// The cell i is inside lot b when the distance to its 5th nearest cell of b is at most c_b times the same distance of b's cell nearest to i. The
/// factor c_b is b's own: 90 % of b's cells are inside the rest of b. Density enters both sides, so how frequent a cell type is in either lot cancels;
/// only cells in places that b does not reach count against mixing. Overlap of a with b = share of a's cells inside b / 0.9.
/// Never sees a readout. A lot of fewer than 20 cells is not measured against, only with others.
/// </para>
/// <para>
/// A lot's mixing is the median of its overlaps with the other lots, and the measure is the least mixed lot's: one displaced lot, or two groups of lots, must not hide
/// behind pairs that mix. Evidence, each held by a test: planted_lots (11 lots of mixed donors, NK share
/// 2-16 %) above 0.9, two untreated donors of kang_example_ctrl_stim
/// above 0.85, kang's donors before and after interferon below 0.5. The threshold of 0.6 lies between what differing
/// compositions and what displacement do; a displacement of about half a standard deviation in some of the lots stays above it.
/// </para>
/// <para>Deterministic: cells are drawn by Philox. At most 2,000 cells of a lot are searched in and 300 (of all lots: 6,000) searched for.</para>
/// </remarks>
public static class LotOverlap
{
    /// <summary>"auto" aligns below this.</summary>
    public const double Threshold = 0.6;

    private const int K = 5;
    private const double Inside = 0.9;
    private const int FewestCells = 20;
    private const int MostReferences = 2000;
    private const int MostQueries = 300;
    private const int MostQueriesOfAll = 6000;

    /// <summary>Measures the mixing of lots.</summary>
    /// <param name="device">Device.</param>
    /// <param name="embedding">cells x dimensions, the space in which neighbours will be searched, float32.</param>
    /// <param name="lots">Lot of each cell.</param>
    /// <param name="lotCount">Number of lots.</param>
    /// <param name="seed">Seed of the sample.</param>
    /// <param name="cancel">Stops between lots.</param>
    public static LotMixing Measure(ComputeDevice device, DenseMatrix<float> embedding, int[] lots, int lotCount, ulong seed, CancellationToken cancel = default)
    {
        if (lots.Length != embedding.Rows) throw new ArgumentException($"There are {lots.Length} lot indices for {embedding.Rows} cells.", nameof(lots));
        int[][] members = Shuffled(lots, lotCount, seed);
        int most = Math.Clamp(MostQueriesOfAll / Math.Max(1, lotCount), 20, MostQueries);
        int[][] queries = members.Select(m => m[..Math.Min(m.Length, most)]).ToArray();
        using DeviceMatrix<float> asked = device.Upload(Rows(embedding, queries.SelectMany(q => q).ToArray()));
        var overlaps = new double[lotCount, lotCount];
        for (int b = 0; b < lotCount; b++)
        {
            cancel.ThrowIfCancellationRequested();
            for (int a = 0; a < lotCount; a++) overlaps[a, b] = double.NaN;
            if (members[b].Length < FewestCells || asked.Rows == 0) continue;
            Within(device, asked, queries, Rows(embedding, members[b][..Math.Min(members[b].Length, MostReferences)]), b, overlaps);
        }

        return Summarize(overlaps, lotCount);
    }

    /// <summary>Fills the column of one lot.</summary>
    private static void Within(ComputeDevice device, DeviceMatrix<float> asked, int[][] queries, DenseMatrix<float> references, int lot, double[,] overlaps)
    {
        using DeviceMatrix<float> cells = device.Upload(references);
        NeighborTable own = device.NearestNeighbors(cells, cells, K + 2, DistanceMetric.Euclidean);
        NeighborTable found = device.NearestNeighbors(asked, cells, K, DistanceMetric.Euclidean);
        double factor = OwnFactor(own);
        int at = 0;
        for (int a = 0; a < queries.Length; a++)
        {
            int inside = 0;
            for (int q = 0; q < queries[a].Length; q++, at++)
            {
                double there = KthOther(own, found.IndicesOf(at)[0], -1);
                if (Ratio(found.DistancesOf(at)[K - 1], there) <= factor) inside++;
            }

            if (a != lot && queries[a].Length > 0) overlaps[a, lot] = inside / (Inside * queries[a].Length);
        }
    }

    /// <summary>The ratio that 90 % of a lot's own cells stay at or below, each compared with the lot without it.</summary>
    private static double OwnFactor(NeighborTable own)
    {
        var ratios = new double[own.Queries];
        for (int i = 0; i < ratios.Length; i++)
        {
            int nearest = own.IndicesOf(i)[0] == i ? own.IndicesOf(i)[1] : own.IndicesOf(i)[0];
            ratios[i] = Ratio(KthOther(own, i, -1), KthOther(own, nearest, i));
        }

        Array.Sort(ratios);
        return ratios[(int)Math.Ceiling(Inside * ratios.Length) - 1];
    }

    /// <summary>Distance of a cell to its 5th nearest other cell, one cell left out.</summary>
    private static double KthOther(NeighborTable own, int cell, int leftOut)
    {
        int seen = 0;
        ReadOnlySpan<int> indices = own.IndicesOf(cell);
        for (int j = 0; j < indices.Length; j++)
        {
            if (indices[j] == cell || indices[j] == leftOut) continue;
            if (++seen == K) return own.DistancesOf(cell)[j];
        }

        // Only copies of the cell can crowd it out of its own table; then a distance of that list is as good as another.
        return own.DistancesOf(cell)[^1];
    }

    private static double Ratio(double distance, double there) => there > 0 ? distance / there : distance > 0 ? double.PositiveInfinity : 1;

    private static LotMixing Summarize(double[,] overlaps, int lotCount)
    {
        var medians = new double[lotCount];
        double least = double.NaN;
        int worst = -1;
        for (int lot = 0; lot < lotCount; lot++)
        {
            double[] pairs = Enumerable.Range(0, lotCount).Where(o => o != lot).Select(o => BothWays(overlaps[lot, o], overlaps[o, lot])).Where(x => !double.IsNaN(x)).Order().ToArray();
            medians[lot] = pairs.Length == 0 ? double.NaN : (pairs[(pairs.Length - 1) / 2] + pairs[pairs.Length / 2]) / 2;
            if (pairs.Length > 0 && !(medians[lot] >= least)) (least, worst) = (medians[lot], lot);
        }

        return new LotMixing(overlaps, medians, least, worst);
    }

    /// <summary>The mean of both directions, or the one that could be measured.</summary>
    private static double BothWays(double there, double back) => double.IsNaN(there) ? back : double.IsNaN(back) ? there : (there + back) / 2;

    private static int[][] Shuffled(int[] lots, int lotCount, ulong seed)
    {
        var members = new List<int>[lotCount];
        for (int b = 0; b < lotCount; b++) members[b] = [];
        for (int i = 0; i < lots.Length; i++) members[lots[i]].Add(i);
        return members.Select((cells, lot) =>
        {
            int[] order = [.. cells];
            var random = new Philox(seed, RandomPurpose.CellSample, (ulong)lot);
            for (int i = order.Length - 1; i > 0; i--)
            {
                int j = random.NextInt32(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }

            return order;
        }).ToArray();
    }

    private static DenseMatrix<float> Rows(DenseMatrix<float> matrix, int[] rows)
    {
        var result = new DenseMatrix<float>(rows.Length, matrix.Columns);
        for (int i = 0; i < rows.Length; i++) matrix.Row(rows[i]).CopyTo(result.Row(i));
        return result;
    }
}
