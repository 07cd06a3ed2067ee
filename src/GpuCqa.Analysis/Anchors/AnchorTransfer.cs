using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Numerics;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Analysis.Anchors;

/// <summary>Maps one lot onto a reference by anchors: Seurat's FindTransferAnchors, TransferData, IntegrateEmbeddings and MappingScore with exact neighbours.</summary>
/// <remarks>
/// A lot is one query and is never split: labels depend on its other cells, not on their order. Anchors are found on the unit sphere of the principal components ("pcaproject")
/// or of the canonical correlation of reference and lot ("cca"); the weights of anchors are by distance in the principal components, not scaled to length 1, under both. (Seurat has
/// no default there for cca and takes any reduction of the query; its projection is one.)
/// Each cell's labels are the classes with most of the weight of its anchors. Its place in the reference's embedding is its own projection plus the mean over its anchors of
/// (embedding of the reference cell - projection of the query cell): Seurat's correction where nothing was aligned, and into the aligned embedding where something was.
/// Memory: 24 bytes x k.score a cell of either side for neighbour lists, 24 bytes x k.weight a query cell for weights, and while neighbours within a side are searched 24 bytes more for each
/// of them; mapping scores add 1,200 bytes a query cell. Nothing is cells x cells.
/// </remarks>
public static class AnchorTransfer
{
    /// <summary>Checks what can be told before any work: that both sides have cells enough, and the lot has the genes.</summary>
    /// <param name="reference">The prepared reference.</param>
    /// <param name="query">The lot.</param>
    /// <param name="parameters">Parameters of the mapping.</param>
    /// <exception cref="PreconditionException">There are too few; the message names the lot, the number found and the number needed.</exception>
    public static void Check(AnchorReference reference, QueryLot query, AnchorParameters parameters)
    {
        string lot = query.Lot.Name;
        Require(lot, query.Count, "cells", parameters.KScore + 1, $"k.score {parameters.KScore} needs");
        Require(lot, query.Count, "cells", parameters.KAnchor + 1, $"k.anchor {parameters.KAnchor} needs");
        Require(lot, query.Count, "cells", parameters.KWeight, $"k.weight {parameters.KWeight} needs");
        if (query.Projection.Columns < reference.Coordinates.Columns)
            throw new ArgumentException($"Lot {lot} was projected on {query.Projection.Columns} components, the reference has {reference.Coordinates.Columns} dimensions.", nameof(query));
        int needed = parameters.Neighbors + 1;
        if (reference.Count < needed) throw new PreconditionException($"Lot {lot} cannot be mapped by anchors: {reference.Name} has {reference.Count} cells, and {needed} are needed for {parameters.Neighbors} neighbours.");
    }

    /// <summary>Maps a lot.</summary>
    /// <param name="device">Device to compute on; the one that the reference was prepared on.</param>
    /// <param name="reference">The prepared reference.</param>
    /// <param name="query">The lot: all its cells.</param>
    /// <param name="parameters">Parameters of the mapping.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>
    /// Labels, scores, margins and places of all cells, anchors (reference cells by their index in the model) and mapping scores. The distance of a cell is the mean
    /// over its k.score nearest reference cells in the space of the anchors, 0 to 2.
    /// </returns>
    /// <exception cref="PreconditionException">The lot has too few cells, genes or anchors; the message names the lot, what was found and what is needed.</exception>
    /// <exception cref="InvalidParameterException">A parameter is out of range.</exception>
    public static LabelTransfer Run(ComputeDevice device, AnchorReference reference, QueryLot query, MapParameters parameters, CancellationToken cancellation) =>
        Run(device, reference, query, AnchorParameters.Of(parameters), cancellation);

    /// <summary>Maps a lot, with parameters of anchors that a mapping does not offer.</summary>
    /// <inheritdoc cref="Run(ComputeDevice, AnchorReference, QueryLot, MapParameters, CancellationToken)"/>
    public static LabelTransfer Run(ComputeDevice device, AnchorReference reference, QueryLot query, AnchorParameters parameters, CancellationToken cancellation)
    {
        parameters.Check();
        Check(reference, query, parameters);
        DenseMatrix<float> coordinates = query.Projection.FirstColumns(reference.Coordinates.Columns);
        using var projected = new AnchorSpace(device, coordinates);
        // Mapping scores need longer lists than anchors do: searched first, they serve both.
        if (parameters.ScoresMapping && query.Count >= MappingScores.KSmooth) projected.Within(MappingScores.KSmooth);
        AnchorsFound found = parameters.Reduction == "cca" ? Correlated(device, reference, query, parameters, cancellation) : Projected(device, reference, query, projected, parameters, cancellation);
        Anchor[] anchors = found.Anchors;
        AnchorMembers members = AnchorMembers.OfQuery(anchors);
        Require(query.Lot.Name, members.Cells.Length, "different cells in anchors", parameters.KWeight, $"k.weight {parameters.KWeight} needs");

        using DeviceMatrix<float> cells = device.Upload(coordinates);
        using var side = new AnchorSide(device, members, coordinates, anchors);
        AnchorWeights weights = side.Weigh(side.Nearest(cells, parameters.KWeight), parameters.KWeight, parameters.Divisor);
        cancellation.ThrowIfCancellationRequested();
        DenseMatrix<double>[] votes = device.AnchorVotes(weights, [.. reference.Labels.Select(l => Array.ConvertAll(anchors, a => l[a.Reference]))], reference.Classes);
        LabelVotes[] labels = [.. votes.Select(LabelVotes.Of)];
        DenseMatrix<float> embedding = parameters.Corrects ? Corrected(device, reference, cells, coordinates, weights, anchors) : coordinates;
        cancellation.ThrowIfCancellationRequested();
        string? missing = parameters.ScoresMapping ? MappingScores.Missing(query.Count, anchors) : "not asked for";
        return new LabelTransfer(
            [.. labels.Select(l => l.Labels)], [.. labels.Select(l => l.Scores)], [.. labels.Select(l => l.Margins)], embedding,
            MeanDistances(found.Neighbors.QueryToReference, parameters.KScore))
        {
            Anchors = Array.ConvertAll(anchors, a => a with { Reference = reference.Rows[a.Reference] }),
            MappingScores = missing is null ? MappingScores.Of(device, reference.Space, projected, anchors, cancellation) : null,
            MappingScoresMissing = missing,
        };
    }

    private static AnchorsFound Projected(
        ComputeDevice device, AnchorReference reference, QueryLot query, AnchorSpace projected, AnchorParameters parameters, CancellationToken cancellation)
    {
        int[] genes = Filters(reference, query, parameters)
            ? [.. reference.TopGenes.Where(g => query.Present[g])]
            : [];
        return AnchorSearch.Find(device, reference.Space, projected, parameters, Filter(device, reference, query, genes, parameters, cancellation), cancellation);
    }

    private static AnchorsFound Correlated(ComputeDevice device, AnchorReference reference, QueryLot query, AnchorParameters parameters, CancellationToken cancellation)
    {
        int[] shared = [.. Enumerable.Range(0, reference.Model.Pca.Genes.Length).Where(g => query.Present[g])];
        int dimensions = reference.Coordinates.Columns;
        CanonicalSpace space;
        try
        {
            space = CanonicalCorrelation.Fit(device, reference.Expression, Expression(reference.Model, query), shared, dimensions, cancellation);
        }
        catch (PreconditionException fault)
        {
            throw new PreconditionException($"Lot {query.Lot.Name} cannot be mapped by anchors: {fault.Message}", fault);
        }

        using var left = new AnchorSpace(device, Single(space.Reference));
        using var right = new AnchorSpace(device, Single(space.Query));
        int[] genes = Filters(reference, query, parameters) ? [.. TopFeatures.Of(space.Loadings).Select(g => space.Genes[g])] : [];
        return AnchorSearch.Find(device, left, right, parameters, Filter(device, reference, query, genes, parameters, cancellation), cancellation);
    }

    // As in Seurat, there is no filter where a side has fewer cells than it counts.
    private static bool Filters(AnchorReference reference, QueryLot query, AnchorParameters parameters) =>
        parameters.KFilter > 0 && parameters.KFilter <= Math.Min(reference.Count, query.Count);

    private static Func<int[], int[], bool[]>? Filter(
        ComputeDevice device, AnchorReference reference, QueryLot query, int[] genes, AnchorParameters parameters, CancellationToken cancellation)
    {
        if (!Filters(reference, query, parameters)) return null;
        if (genes.Length == 0) throw new PreconditionException($"Lot {query.Lot.Name} cannot be mapped by anchors: it has none of the genes with the largest loadings, in which k.filter {parameters.KFilter} compares cells.");
        return (references, queries) =>
            ExpressionFilter.Keep(device, reference.Expression, Expression(reference.Model, query), genes, references, queries, parameters.KFilter, cancellation);
    }

    private static ExpressionTable Expression(ReferenceModel model, QueryLot query) =>
        new(query.Stored, model.Modality == CellModality.Counts ? query.Totals : null, model.Parameters.ScaleFactor);

    private static DenseMatrix<float> Corrected(
        ComputeDevice device, AnchorReference reference, DeviceMatrix<float> cells, DenseMatrix<float> coordinates, AnchorWeights weights, Anchor[] anchors)
    {
        using DeviceMatrix<float> target = device.Upload(reference.Target);
        DenseMatrix<double> to = device.AnchorMeans(weights, target, Array.ConvertAll(anchors, a => a.Reference));
        DenseMatrix<double> from = device.AnchorMeans(weights, cells, Array.ConvertAll(anchors, a => a.Query));
        var result = new DenseMatrix<float>(coordinates.Rows, coordinates.Columns);
        for (int i = 0; i < result.Values.Length; i++) result.Values[i] = (float)(coordinates.Values[i] + (to.Values[i] - from.Values[i]));
        return result;
    }

    private static double[] MeanDistances(NeighborTable nearest, int k)
    {
        var means = new double[nearest.Queries];
        for (int cell = 0; cell < means.Length; cell++)
        {
            foreach (double distance in nearest.DistancesOf(cell)[..k]) means[cell] += distance / k;
        }

        return means;
    }

    private static DenseMatrix<float> Single(DenseMatrix<double> values) => new(values.Rows, values.Columns, Array.ConvertAll(values.Values, x => (float)x));

    private static void Require(string lot, int found, string what, int needed, string why)
    {
        if (found < needed) throw new PreconditionException($"Lot {lot} cannot be mapped by anchors: it has {found} {what}, and {why} {needed}.");
    }
}
