using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>What anchors need of a reference and no query changes: cells in the space of anchors, their own neighbours, labels. Made once, used for many lots, also at the same time.</summary>
/// <remarks>
/// Anchors are found in the principal components before alignment (<see cref="ReferenceModel.Projections"/>): there a query cell has coordinates of its own by the frozen linear model,
/// while an aligned embedding has none for it. Where the reference was aligned, a query's cells are carried into the aligned embedding by the anchors, see <see cref="AnchorTransfer"/>.
/// With a lot left out its cells are in no neighbour list and have no vote, while the linear model, the embedding and the labels stay those of all lots.
/// </remarks>
public sealed class AnchorReference : IDisposable
{
    private readonly Lazy<AnchorSpace> space;
    private readonly Lazy<int[]> topGenes;

    private readonly ComputeDevice device;
    private readonly CsrMatrix<float> values;

    private AnchorReference(ComputeDevice device, ReferenceModel model, int[] rows, string name, AnchorReference? whole)
    {
        this.device = device;
        (Model, Rows, Name) = (model, rows, name);
        Coordinates = Taken(model.Projections.FirstColumns(model.Dimensions));
        Target = Taken(model.Embedding);
        topGenes = new Lazy<int[]>(() => TopFeatures.Of(model.Pca.Loadings.FirstColumns(model.Dimensions)));
        space = new Lazy<AnchorSpace>(() => whole?.Space.Part(Coordinates, rows) ?? new AnchorSpace(device, Coordinates));
        Labels = [.. model.Clusterings.Select(c => Array.ConvertAll(rows, r => c.Labels[r]))];
        Classes = [.. model.Clusterings.Select(c => c.Clusters)];
        values = whole?.values ?? model.StoredValues.Whole();
        Expression = new ExpressionTable(values, model.Modality == CellModality.Counts ? model.Cells.TotalCounts : null, model.Parameters.ScaleFactor, rows);
    }

    /// <summary>The frozen discovery.</summary>
    public ReferenceModel Model { get; }

    /// <summary>How messages call it.</summary>
    public string Name { get; }

    /// <summary>Index of each cell in the model's cells, ascending.</summary>
    public int[] Rows { get; }

    /// <summary>Number of cells.</summary>
    public int Count => Rows.Length;

    /// <summary>cells x dimensions, float32, before alignment.</summary>
    public DenseMatrix<float> Coordinates { get; }

    /// <summary>cells x dimensions, float32, after alignment; equal to <see cref="Coordinates"/> where nothing was aligned.</summary>
    public DenseMatrix<float> Target { get; }

    /// <summary>The cells on the unit sphere, before alignment, with their own neighbours.</summary>
    public AnchorSpace Space => space.Value;

    /// <summary>The genes in which k.filter compares cells, as columns of the stored values.</summary>
    public int[] TopGenes => topGenes.Value;

    /// <summary>Per resolution, the cluster of each cell.</summary>
    public int[][] Labels { get; }

    /// <summary>Per resolution, the number of clusters.</summary>
    public int[] Classes { get; }

    /// <summary>Values over the stored genes.</summary>
    public ExpressionTable Expression { get; }

    /// <summary>Prepares a reference.</summary>
    /// <param name="device">Device that its lots will be mapped on.</param>
    /// <param name="model">The frozen discovery.</param>
    /// <param name="without">Index of a train lot whose cells are left out; null = none is.</param>
    /// <exception cref="PreconditionException">No cell is left.</exception>
    public static AnchorReference Of(ComputeDevice device, ReferenceModel model, int? without = null) => without is { } lot
        ? Of(device, model, Array.ConvertAll(model.Cells.Lots, l => l != lot), $"the reference without lot {model.Lots[lot].Name}")
        : Of(device, model, [.. Enumerable.Repeat(true, model.Cells.Count)], "the reference");

    /// <summary>Prepares a part of a reference.</summary>
    /// <param name="device">Device that lots will be mapped on.</param>
    /// <param name="model">The frozen discovery.</param>
    /// <param name="kept">Per cell, whether it is in the part.</param>
    /// <param name="name">How messages call the part.</param>
    /// <exception cref="PreconditionException">No cell is left.</exception>
    public static AnchorReference Of(ComputeDevice device, ReferenceModel model, bool[] kept, string name)
    {
        return new AnchorReference(device, model, RowsOf(kept, name), name, null);
    }

    /// <summary>Prepares a part of this reference, which holds all cells, from what is known of the whole; the same as from the beginning.</summary>
    /// <param name="kept">Per cell of the model, whether it is in the part.</param>
    /// <param name="name">How messages call the part.</param>
    /// <returns>A reference to be used while this one is.</returns>
    /// <exception cref="PreconditionException">No cell is left.</exception>
    public AnchorReference Part(bool[] kept, string name)
    {
        if (Count != Model.Cells.Count) throw new InvalidOperationException($"{Name} is a part itself.");
        return new AnchorReference(device, Model, RowsOf(kept, name), name, this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (space.IsValueCreated) space.Value.Dispose();
    }

    private static int[] RowsOf(bool[] kept, string name)
    {
        int[] rows = [.. Enumerable.Range(0, kept.Length).Where(r => kept[r])];
        return rows.Length > 0 ? rows : throw new PreconditionException($"{name} has no cells.");
    }

    private DenseMatrix<float> Taken(DenseMatrix<float> cells) => Rows.Length == cells.Rows ? cells : AnchorMembers.Rows(cells, Rows);
}
