using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Strangeness of the reference's own cells when what they belong to is left out of the class profiles. It does not depend on the method of mapping.</summary>
/// <param name="Lots">Per cell, without its lot.</param>
/// <param name="Classes">Per resolution and cell, without its cluster; NaN at resolutions that nothing is claimed at (and without clusters of the finest resolution that lie in it).</param>
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
        var byLot = new double[cells];
        Array.Fill(byLot, double.NaN);
        double[] shared = (double[])byLot.Clone(), shifts = new double[lots];
        Array.Fill(shifts, double.NaN);
        IReadOnlyList<DenseMatrix<float>> known = KnownPrograms.Of(device, reference, values, cancellation);
        DenseMatrix<double> sums = reference.ClusterSums[^1];
        int[][] ofLot = Groups(reference.Cells.Lots, lots);
        int[] measured = [.. Enumerable.Range(0, lots).Where(l => ofLot[l].Length > 0 && ofLot[l].Length < cells)];
        long largest = ofLot.Max(own => own.Length), entries = (long)((double)CellSweep.Entries(values) * largest / Math.Max(1, cells));
        AtOnce(device, measured.Length, BytesOf(largest, entries, sums.Columns, sums.Rows), n =>
        {
            cancellation.ThrowIfCancellationRequested();
            int[] own = ofLot[measured[n]];
            var rows = CellRows.Of(values, own);
            StrangenessModel others = model.With(ClassProfiles.Of(Without(sums, rows, own, finest)));
            DenseMatrix<float> explained = others.Explain(device, rows);
            double[] scores = others.Of(device, rows, explained);
            double[] together = SharedPrograms.Score(device, others, known, rows, Array.ConvertAll(own, i => reference.Cells.Barcodes[i]), scores, reference.Parameters.Seed, explained);
            shifts[measured[n]] = LotShift.Of(others, rows, explained);
            for (int i = 0; i < own.Length; i++) (byLot[own[i]], shared[own[i]]) = (scores[i], together[i]);
        });

        int[] claimed = CalibrationTargets.Claimed(reference);
        double[][] byClass = [.. reference.Clusterings.Select((c, r) =>
        {
            var result = new double[cells];
            Array.Fill(result, double.NaN);
            int[][] ofClass = claimed.Contains(r) && c.Clusters > 1 ? Groups(c.Labels, c.Clusters) : [];
            foreach (int[] own in ofClass)
            {
                cancellation.ThrowIfCancellationRequested();
                if (Others(sums, finest, own) is not { } others) continue;
                StrangenessModel without = model.With(ClassProfiles.Of(others));
                int scored = 0;
                foreach (CellRows part in CellRows.Parts(values, own))
                {
                    foreach (double score in without.Of(device, part)) result[own[scored++]] = score;
                }
            }

            return result;
        })];
        return new LeftOutStrangeness(byLot, byClass, shared, known, shifts);
    }

    /// <summary>Memory that is taken beside the reference and the counts, in bytes, about.</summary>
    /// <param name="largestLot">Cells of the largest lot.</param>
    /// <param name="entries">Its counts other than zero.</param>
    /// <param name="genes">Genes.</param>
    /// <param name="classes">Clusters of the finest resolution.</param>
    public static long BytesOf(long largestLot, long entries, long genes, long classes) =>
        // Its counts, unpacked; sums and profiles without the lot; what its cells are explained by; products of its residuals.
        (8 * entries) + (24 * genes * classes) + (largestLot * ((4 * classes) + 64)) + LotResiduals.BytesOf(largestLot, genes);

    /// <summary>Memory up to which lots are measured at once; one is, whatever it takes.</summary>
    public const long MostBytes = 256 << 20;

    // The work within a lot is in parts too small for many threads: lots side by side, as far as memory allows, share them better. No value depends on it.
    private static void AtOnce(ComputeDevice device, int lots, long bytesOfLot, Action<int> body)
    {
        int most = (int)Math.Clamp(MostBytes / Math.Max(1, bytesOfLot), 1, Math.Max(1, lots));
        for (int first = 0; first < lots; first += most) device.ForEach(Math.Min(most, lots - first), n => body(first + n));
    }

    private static int[][] Groups(int[] labels, int count)
    {
        int[] sizes = new int[count], filled = new int[count];
        foreach (int l in labels) sizes[l]++;
        int[][] groups = [.. sizes.Select(s => new int[s])];
        for (int i = 0; i < labels.Length; i++) groups[labels[i]][filled[labels[i]]++] = i;
        return groups;
    }

    /// <summary>Sums of the clusters of the finest resolution without some cells.</summary>
    private static DenseMatrix<double> Without(DenseMatrix<double> sums, CellRows rows, int[] cells, int[] labels)
    {
        var rest = new DenseMatrix<double>(sums.Rows, sums.Columns, (double[])sums.Values.Clone());
        for (int i = 0; i < cells.Length; i++)
        {
            Span<double> row = rest.Row(labels[cells[i]]);
            ReadOnlySpan<int> genes = rows.Indices(i);
            ReadOnlySpan<float> counts = rows.Counts(i);
            for (int e = 0; e < genes.Length; e++) row[genes[e]] -= counts[e];
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
