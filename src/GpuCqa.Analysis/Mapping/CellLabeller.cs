using GpuCqa.Analysis.Alignment;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Labels cells one by one (<see cref="CellTransfer"/>) and refuses those that the reference lacks; what else is in a batch changes nothing.</summary>
/// <remarks>
/// Where the lots of the reference were not aligned, its own limits hold. Where they were, cells that come without their lot are placed before alignment, and the limits are made anew of left-out lots that were placed so too: what they say
/// of errors holds for such cells.
/// </remarks>
public sealed class CellLabeller : IDisposable
{
    private readonly ComputeDevice device;
    private readonly ReferenceModel reference;
    private readonly CellTransfer transfer;
    private readonly StrangenessModel? strangeness;

    private CellLabeller(ComputeDevice device, ReferenceModel reference, Calibration calibration)
    {
        this.device = device;
        strangeness = StrangenessModel.Of(reference);
        // What only whole lots are judged by, and what labels do not need, goes: most of a reference.
        Calibration = calibration with { Known = [] };
        this.reference = reference with { SharedNeighbors = Empty<double>(), StoredValues = new StoredValues(Empty<float>()), Embedding = new DenseMatrix<float>(0, reference.Dimensions), ClusterSums = [], LeftOut = null };
        transfer = CellTransfer.Load(device, this.reference);
    }

    /// <summary>Limits by which cells are refused, with the errors that they made on lots left out.</summary>
    public Calibration Calibration { get; }

    /// <summary>The genes, in the order of the columns of cells.</summary>
    public FeatureTable Genes => reference.Genes;

    /// <summary>What the values are.</summary>
    public CellModality Modality => reference.Modality;

    /// <summary>The resolutions, in the order of labels.</summary>
    public IReadOnlyList<double> Resolutions => [.. reference.Clusterings.Select(c => c.Resolution)];

    /// <summary>Memory that it takes, in bytes, about.</summary>
    public long Bytes => BytesOf(reference.Cells.Count, reference.Dimensions, reference.Projections.Columns, reference.Clusterings.Sum(c => c.Clusters), reference.Clusterings.Count, reference.Genes.Count, reference.Pca.Genes.Length);

    /// <summary>Memory that a labeller will take, in bytes, about.</summary>
    /// <param name="cells">Cells of the reference.</param>
    /// <param name="dimensions">Dimensions of its embedding.</param>
    /// <param name="components">Components of its linear model.</param>
    /// <param name="clusters">Clusters of all resolutions.</param>
    /// <param name="resolutions">Resolutions.</param>
    /// <param name="genes">Genes.</param>
    /// <param name="selected">Genes of the linear model.</param>
    public static long BytesOf(long cells, int dimensions, int components, int clusters, int resolutions, int genes, int selected) =>
        // Points, in groups that are quick to search too; labels, and what a cell is called; genes by id and name; profiles of the clusters; loadings.
        (cells * ((8L * dimensions) + (4L * components) + (4L * resolutions) + 100)) + (200L * genes) + (8L * genes * clusters) + (16L * selected * components);

    /// <summary>Prepares a reference.</summary>
    /// <param name="device">Device; it must live as long as the labeller.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="progress">Receives steps.</param>
    /// <param name="cancellation">Stops between lots.</param>
    public static CellLabeller Of(ComputeDevice device, ReferenceModel reference, StepProgress progress, CancellationToken cancellation = default) => new(device, reference, Limits(device, reference, progress, cancellation));

    /// <summary>Labels cells.</summary>
    /// <param name="cells">cells x genes of the reference, raw values, CSR, float32; every cell has a value.</param>
    /// <param name="measured">Per gene, whether it was measured.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>What the neighbours voted, and which of it stands.</returns>
    public (LabelTransfer Transfer, Judgement Judgement) Label(CsrMatrix<float> cells, bool[] measured, CancellationToken cancellation = default)
    {
        LabelTransfer labels = transfer.Label(cells, measured);
        cancellation.ThrowIfCancellationRequested();
        double[] strange = strangeness?.Of(device, cells, measured) ?? [];
        return (labels, Refusal.Judge(Calibration, labels, strange));
    }

    /// <inheritdoc/>
    public void Dispose() => transfer.Dispose();

    private static Calibration Limits(ComputeDevice device, ReferenceModel reference, StepProgress progress, CancellationToken cancellation)
    {
        if (reference.Alignment.Method == AlignmentChoice.None && reference.Calibration.Method == "symphony") return reference.Calibration;
        return Calibrator.Run(reference, reference.LeftOut, "cells", Left, new CalibrationTargets { ClassesOut = false }, progress, cancellation);

        LabelTransfer Left(IReadOnlyList<int> queries, bool[] kept)
        {
            int[] others = [.. Enumerable.Range(0, kept.Length).Where(c => kept[c])];
            using NeighborIndex part = device.IndexNeighbors(Places(reference, others));
            DenseMatrix<float> places = Places(reference, queries);
            NeighborTable neighbors = part.Search(places, Math.Min(CellTransfer.DefaultVotes, others.Length));
            return NeighborVotes.Transfer(device, neighbors, [.. reference.Clusterings.Select(c => Array.ConvertAll(others, i => c.Labels[i]))], reference, places);
        }
    }

    private static DenseMatrix<float> Places(ReferenceModel reference, IReadOnlyList<int> cells)
    {
        var places = new DenseMatrix<float>(cells.Count, reference.Dimensions);
        for (int i = 0; i < cells.Count; i++) reference.Projections.Row(cells[i])[..reference.Dimensions].CopyTo(places.Row(i));
        return places;
    }

    private static CsrMatrix<T> Empty<T>() where T : unmanaged => new(0, 0, [0], [], []);
}
