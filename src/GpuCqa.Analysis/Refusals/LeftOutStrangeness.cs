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
        for (int lot = 0; lots > 1 && lot < lots; lot++)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] own = [.. Enumerable.Range(0, cells).Where(i => reference.Cells.Lots[i] == lot)];
            if (own.Length == 0 || own.Length == cells) continue;
            StrangenessModel others = model.With(ClassProfiles.Of(Without(reference.ClusterSums[^1], values, own, finest)));
            CsrMatrix<float> rows = CellRows.Of(values, own);
            double[] scores = others.Of(device, rows), together = SharedPrograms.Score(device, others, known, rows, Array.ConvertAll(own, i => reference.Cells.Barcodes[i]), scores, reference.Parameters.Seed);
            shifts[lot] = LotShift.Of(device, others, rows);
            for (int i = 0; i < own.Length; i++) (byLot[own[i]], shared[own[i]]) = (scores[i], together[i]);
        }

        int[] claimed = CalibrationTargets.Claimed(reference);
        double[][] byClass = [.. reference.Clusterings.Select((c, r) =>
        {
            var result = new double[cells];
            Array.Fill(result, double.NaN);
            for (int k = 0; claimed.Contains(r) && c.Clusters > 1 && k < c.Clusters; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                int[] own = [.. Enumerable.Range(0, cells).Where(i => c.Labels[i] == k)];
                if (Others(reference.ClusterSums[^1], finest, own) is { } others) Score(device, model.With(ClassProfiles.Of(others)), values, own, result);
            }

            return result;
        })];
        return new LeftOutStrangeness(byLot, byClass, shared, known, shifts);
    }

    private static void Score(ComputeDevice device, StrangenessModel model, IReadOnlyList<CsrMatrix<float>> values, int[] cells, double[] result)
    {
        double[] scores = model.Of(device, CellRows.Of(values, cells));
        for (int i = 0; i < cells.Length; i++) result[cells[i]] = scores[i];
    }

    /// <summary>Sums of the clusters of the finest resolution without some cells.</summary>
    internal static DenseMatrix<double> Without(DenseMatrix<double> sums, IReadOnlyList<CsrMatrix<float>> blocks, int[] cells, int[] labels)
    {
        var rest = new DenseMatrix<double>(sums.Rows, sums.Columns, (double[])sums.Values.Clone());
        CellRows.Visit(blocks, cells, (cell, genes, counts) =>
        {
            Span<double> row = rest.Row(labels[cell]);
            for (int e = 0; e < genes.Length; e++) row[genes[e]] -= counts[e];
        });
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
