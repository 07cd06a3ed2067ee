using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Strangeness of the reference's own cells when what they belong to is left out of the class profiles. It does not depend on the method of mapping.</summary>
/// <param name="Lots">Per cell, without its lot.</param>
/// <param name="Classes">Per resolution and cell, without its cluster; NaN at resolutions that nothing is claimed at, and for cells beyond <see cref="CalibrationTargets.MostClassCells"/> of a cluster (and without clusters of the finest resolution that lie in it).</param>
/// <param name="Shared">Per cell, the score of <see cref="SharedPrograms"/> in its lot, without its lot.</param>
/// <param name="Known">See <see cref="KnownPrograms"/>.</param>
/// <param name="Shifts">Per lot, <see cref="LotShift"/> against the others.</param>
public sealed record LeftOutStrangeness(double[] Lots, double[][] Classes, double[] Shared, IReadOnlyList<DenseMatrix<float>> Known, double[] Shifts)
{
    /// <summary>Measures all cells of a reference.</summary>
    /// <param name="device">Its host threads do the work.</param>
    /// <param name="reference">The reference; its limits are not needed yet.</param>
    /// <param name="values">Raw counts of its cells, blocks of cells x genes, CSR, in cell order.</param>
    /// <param name="cancellation">Stops between lots and classes.</param>
    /// <returns>Null for image features, which have no counts to be strange in.</returns>
    public static LeftOutStrangeness? Of(ComputeDevice device, ReferenceModel reference, IReadOnlyList<CsrMatrix<float>> values, CancellationToken cancellation = default)
    {
        if (StrangenessModel.Of(reference) is not { } model) return null;
        int cells = reference.Cells.Count, lots = reference.Lots.Count;
        if (CellSweep.Cells(values) != cells) throw new ArgumentException($"The values are of {CellSweep.Cells(values)} cells, the reference has {cells}.", nameof(values));
        int[] finest = reference.Clusterings[^1].Labels;
        double[] byLot = Unknown(cells), shared = Unknown(cells), shifts = Unknown(lots);
        IReadOnlyList<DenseMatrix<float>> known = KnownPrograms.Of(device, model, reference, values, cancellation);
        DenseMatrix<double> sums = reference.ClusterSums[^1];
        int[][] ofLot = Groups(reference.Cells.Lots, lots);
        int[] measured = [.. Enumerable.Range(0, lots).Where(l => ofLot[l].Length > 0 && ofLot[l].Length < cells)];
        long largest = ofLot.Max(own => own.Length), entries = (long)((double)CellSweep.Entries(values) * largest / Math.Max(1, cells));
        AtOnce(device, measured.Length, BytesOf(largest, entries, sums.Columns, sums.Rows), MostBytes(cells), n =>
        {
            cancellation.ThrowIfCancellationRequested();
            int[] own = ofLot[measured[n]];
            LotCells lot = LotCells.Of(values, own);
            StrangenessModel others = model.With(ClassProfiles.Of(Without(device, sums, lot, own, finest)));
            var explained = new DenseMatrix<float>(own.Length, others.Profiles.Classes);
            var ofCells = new LotSums(own.Length, lot.Genes, others.Profiles.Classes);
            double[] scores = new double[own.Length];
            foreach ((int first, CellRows rows) in lot.Parts())
            {
                DenseMatrix<float> part = others.Explain(device, rows);
                part.Values.CopyTo(explained.Values.AsSpan(first * part.Columns));
                others.Of(device, rows, part).CopyTo(scores, first);
                ofCells.Add(first, rows, explained);
            }

            double[] together = SharedPrograms.Score(device, others, known, lot, ofCells, Array.ConvertAll(own, i => reference.Cells.Barcodes[i]), scores, reference.Parameters.Seed, explained);
            shifts[measured[n]] = LotShift.Of(others, ofCells);
            for (int i = 0; i < own.Length; i++) (byLot[own[i]], shared[own[i]]) = (scores[i], together[i]);
        });

        int[] claimed = CalibrationTargets.Claimed(reference);
        double[][] byClass = [.. reference.Clusterings.Select((c, r) => claimed.Contains(r) && c.Clusters > 1 ? WithoutClass(device, model, sums, values, c, finest, cancellation) : Unknown(cells))];
        return new LeftOutStrangeness(byLot, byClass, shared, known, shifts);
    }

    /// <summary>Memory that is taken beside the reference and the counts, in bytes, about.</summary>
    /// <param name="largestLot">Cells of the largest lot.</param>
    /// <param name="entries">Its counts other than zero.</param>
    /// <param name="genes">Genes.</param>
    /// <param name="classes">Clusters of the finest resolution.</param>
    public static long BytesOf(long largestLot, long entries, long genes, long classes)
    {
        long rows = Math.Min(largestLot, SharedPrograms.MostCopied), copied = (long)((double)entries * rows / Math.Max(1, largestLot));
        // Counts that are multiplied, and a part of the lot unpacked; sums and profiles without the lot; what its cells are explained by, their scores; products of residuals.
        return LotResiduals.BytesOfRows(copied) + Math.Min(8 * entries, PartBytes) + (24 * genes * classes) + (largestLot * ((4 * classes) + 160)) + LotResiduals.BytesOf(rows, genes);
    }

    /// <summary>Memory that the strangeness without each class takes, in bytes, about.</summary>
    /// <param name="genes">Genes.</param>
    /// <param name="classes">Clusters of the finest resolution.</param>
    public static long ClassBytes(long genes, long classes) => Math.Max(ProfileBytes(genes, classes), Math.Min(classes * ProfileBytes(genes, classes), MostProfileBytes)) + PartBytes;

    /// <summary>Memory up to which lots are measured at once; one is, whatever it takes.</summary>
    public static long MostBytes(long cells) => Math.Clamp(2048 * cells, 128 << 20, 256 << 20);

    /// <summary>A part of a lot, unpacked, with the room that its threads take.</summary>
    private const long PartBytes = 32 << 20;

    /// <summary>Memory up to which classes are left out in one walk over the cells; one is, whatever it takes.</summary>
    private const long MostProfileBytes = 64 << 20;

    // The work within a lot is in parts too small for many threads: lots side by side, as far as memory allows, share them better. No value depends on it.
    private static void AtOnce(ComputeDevice device, int lots, long bytesOfLot, long mostBytes, Action<int> body)
    {
        int most = (int)Math.Clamp(mostBytes / Math.Max(1, bytesOfLot), 1, Math.Max(1, lots));
        for (int first = 0; first < lots; first += most) device.ForEach(Math.Min(most, lots - first), n => body(first + n));
    }

    internal static int[][] Groups(int[] labels, int count)
    {
        int[] sizes = new int[count], filled = new int[count];
        foreach (int l in labels) sizes[l]++;
        int[][] groups = [.. sizes.Select(s => new int[s])];
        for (int i = 0; i < labels.Length; i++) groups[labels[i]][filled[labels[i]]++] = i;
        return groups;
    }

    private static long ProfileBytes(long genes, long classes) => 8 * genes * classes;

    private static double[] Unknown(int count)
    {
        var result = new double[count];
        Array.Fill(result, double.NaN);
        return result;
    }

    // The cells of each class against the profiles of the others: many classes in one walk over the cells.
    private static double[] WithoutClass(
        ComputeDevice device, StrangenessModel model, DenseMatrix<double> sums, IReadOnlyList<CsrMatrix<float>> values, Clustering clustering, int[] finest, CancellationToken cancellation)
    {
        double[] result = Unknown(clustering.Labels.Length);
        int[][] members = Groups(clustering.Labels, clustering.Clusters);
        int most = (int)Math.Clamp(MostProfileBytes / Math.Max(1, ProfileBytes(sums.Columns, sums.Rows)), 1, clustering.Clusters);
        for (int from = 0; from < clustering.Clusters; from += most)
        {
            int here = Math.Min(most, clustering.Clusters - from);
            var without = new StrangenessModel?[clustering.Clusters];
            for (int k = from; k < from + here; k++) without[k] = Others(sums, finest, members[k]) is { } others ? model.With(ClassProfiles.Of(others)) : null;
            int[] wanted = [.. members[from..(from + here)].SelectMany((own, k) => without[from + k] is null ? [] : CalibrationTargets.Even(own, CalibrationTargets.MostClassCells)).Order()];
            int next = 0;
            foreach ((int first, CsrMatrix<float> block) in CellSweep.Of(values, wanted))
            {
                cancellation.ThrowIfCancellationRequested();
                int start = next;
                while (next < wanted.Length && wanted[next] < first + block.Rows) next++;
                int[][] cells = [.. wanted[start..next].GroupBy(i => clustering.Labels[i]).Select(group => group.ToArray())];
                device.ForEach(cells.Length, n =>
                {
                    double[] scores = without[clustering.Labels[cells[n][0]]]!.Of(device, new CellRows(block, Array.ConvertAll(cells[n], i => i - first)));
                    for (int i = 0; i < scores.Length; i++) result[cells[n][i]] = scores[i];
                });
            }
        }

        return result;
    }

    /// <summary>Sums of the clusters of the finest resolution without some cells.</summary>
    private static DenseMatrix<double> Without(ComputeDevice device, DenseMatrix<double> sums, LotCells lot, int[] cells, int[] labels)
    {
        var rest = new DenseMatrix<double>(sums.Rows, sums.Columns, (double[])sums.Values.Clone());
        foreach ((int first, CellRows rows) in lot.Parts())
        {
            int[][] members = Groups(Array.ConvertAll(cells[first..(first + rows.Count)], i => labels[i]), sums.Rows);
            // A cluster's sums stay in the cache while its cells are taken away.
            device.ForEach(members.Length, k =>
            {
                Span<double> row = rest.Row(k);
                foreach (int i in members[k])
                {
                    ReadOnlySpan<int> genes = rows.Indices(i);
                    ReadOnlySpan<float> counts = rows.Counts(i);
                    for (int e = 0; e < genes.Length; e++) row[genes[e]] -= counts[e];
                }
            });
        }

        return rest;
    }

    // Clusters of the finest resolution that lie mostly in the class go with it: what is left of them would be its own profile.
    private static DenseMatrix<double>? Others(DenseMatrix<double> sums, int[] finest, int[] own)
    {
        int[] sizes = new int[sums.Rows], inside = new int[sums.Rows];
        foreach (int k in finest) sizes[k]++;
        foreach (int i in own) inside[finest[i]]++;
        int[] kept = [.. Enumerable.Range(0, sums.Rows).Where(k => 2 * inside[k] < sizes[k])];
        if (kept.Length == 0) return null;
        var others = new DenseMatrix<double>(kept.Length, sums.Columns);
        for (int k = 0; k < kept.Length; k++) sums.Row(kept[k]).CopyTo(others.Row(k));
        return others;
    }
}
