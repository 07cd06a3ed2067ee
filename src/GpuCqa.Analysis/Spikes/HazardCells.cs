using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Spikes;

/// <summary>Hazardous cells of one donor that are spiked into lots of others.</summary>
/// <param name="Name">The train lot or the file that they are from.</param>
/// <param name="Donor">Its donor, or null.</param>
/// <param name="TrainLot">Train lot of the reference that they are from, whose cells may not vote on them; null of a file.</param>
/// <param name="Projection">cells x components, float32, before alignment.</param>
/// <param name="Strangeness">Per cell, measured without its own lot.</param>
/// <param name="DetectedGenes">Genes with a count.</param>
/// <param name="Totals">Counts over the reference's genes.</param>
/// <param name="MitoPercent">Mitochondrial percentages.</param>
public sealed record HazardCells(string Name, string? Donor, int? TrainLot, DenseMatrix<float> Projection, double[] Strangeness, int[] DetectedGenes, double[] Totals, double[] MitoPercent)
{
    /// <summary>Number of cells.</summary>
    public int Count => Totals.Length;

    /// <summary>The cells of a cluster, train lot by train lot.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="call">A cluster of it.</param>
    /// <exception cref="PreconditionException">The cells of the cluster are all of one lot: without it, nothing of the hazard is left in the reference.</exception>
    public static IReadOnlyList<HazardCells> Of(ReferenceModel reference, HazardCall call)
    {
        int[] labels = reference.Clusterings[call.Resolution].Labels;
        int[][] cells = [.. reference.Lots.Select((_, l) => Enumerable.Range(0, labels.Length).Where(c => labels[c] == call.Cluster && reference.Cells.Lots[c] == l).ToArray())];
        int[] lots = [.. Enumerable.Range(0, cells.Length).Where(l => cells[l].Length > 0)];
        if (lots.Length < 2)
            throw new PreconditionException($"All cells of cluster {call.Cluster} are of train lot '{reference.Lots[lots[0]].Name}': a cell is mapped onto the reference without its own lot, and nothing of the hazard would be left there. Give hazardous cells in a file of their own.");
        double[]? strangeness = reference.LeftOut?.Lots;
        return [.. lots.Select(l => new HazardCells(
            reference.Lots[l].Name, reference.Lots[l].Donor, l, ReferenceQuery.Projection(reference, cells[l]), [.. cells[l].Select(c => strangeness?[c] ?? double.NaN)],
            [.. cells[l].Select(c => reference.Cells.DetectedGenes[c])], [.. cells[l].Select(c => reference.Cells.TotalCounts[c])], [.. cells[l].Select(c => reference.Cells.MitoPercent[c])]))];
    }

    /// <summary>All cells of a file, those that its own quality control removes as well: a hazard is often what is removed.</summary>
    /// <param name="name">What the file is called.</param>
    /// <param name="query">The file, read as a lot.</param>
    public static HazardCells Of(string name, QueryLot query)
    {
        if (query.Removed is not { } removed) return new(name, null, null, query.Projection, query.Strangeness, query.DetectedGenes, query.Totals, query.MitoPercent);
        int[] told = [.. Enumerable.Range(0, removed.Count).Where(c => removed.DetectedGenes[c] >= RemovedCount.LeastGenes)];
        var projection = new DenseMatrix<float>(query.Count + told.Length, query.Projection.Columns);
        query.Projection.Values.AsSpan(0, query.Count * projection.Columns).CopyTo(projection.Values);
        for (int i = 0; i < told.Length; i++) removed.Projection.Row(told[i]).CopyTo(projection.Row(query.Count + i));
        return new(
            name, null, null, projection, [.. query.Strangeness, .. told.Select(c => removed.Strangeness[c])], [.. query.DetectedGenes, .. told.Select(c => removed.DetectedGenes[c])],
            [.. query.Totals, .. told.Select(c => removed.Totals[c])], [.. query.MitoPercent, .. told.Select(c => removed.MitoPercent[c])]);
    }
}
