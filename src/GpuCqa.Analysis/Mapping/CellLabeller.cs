using GpuCqa.Analysis.Alignment;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Labels cells one by one: the label of a cell depends on that cell and the reference alone, so that cells may come in any batches.</summary>
/// <remarks>
/// As <see cref="SymphonyTransfer"/>, but for the effect of the lot, which takes all of its cells to be known and is left in. Where the lots of the reference were not aligned there is no such correction, and labels and verdicts are
/// those of mapping the lot by Symphony. Where they were, the limits are made anew of left-out lots whose effect was left in too: what they say of errors holds for cells that come without their lot.
/// </remarks>
public sealed class CellLabeller : IDisposable
{
    private static readonly MapParameters Votes = new();

    private readonly ComputeDevice device;
    private readonly ReferenceModel reference;
    private readonly StrangenessModel? strangeness;
    private readonly DeviceMatrix<float> points;
    private readonly int[][] labels;

    private CellLabeller(ComputeDevice device, ReferenceModel reference, Calibration calibration)
    {
        this.device = device;
        strangeness = StrangenessModel.Of(reference);
        points = device.Upload(reference.Embedding);
        labels = [.. reference.Clusterings.Select(c => c.Labels)];
        // What only whole lots are judged by goes too.
        Calibration = calibration with { Known = [] };
        // What labels do not need goes: most of a reference.
        this.reference = reference with
        {
            Cells = new CellTable([], [], [], [], [], new DenseMatrix<float>(0, 2)), Projections = new DenseMatrix<float>(0, 0), SharedNeighbors = Empty<double>(), StoredValues = Empty<float>(), ClusterSums = [], LeftOut = null,
        };
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
    public long Bytes => BytesOf(reference.Embedding.Rows, reference.Dimensions, reference.Clusterings.Sum(c => c.Clusters), reference.Clusterings.Count, reference.Genes.Count, reference.Pca.Loadings.Values.Length);

    /// <summary>Memory that a labeller will take, in bytes, about.</summary>
    /// <param name="cells">Cells of the reference.</param>
    /// <param name="dimensions">Dimensions of its embedding.</param>
    /// <param name="clusters">Clusters of all resolutions.</param>
    /// <param name="resolutions">Resolutions.</param>
    /// <param name="genes">Genes.</param>
    /// <param name="loadings">Loadings of the linear model.</param>
    public static long BytesOf(long cells, int dimensions, int clusters, int resolutions, int genes, long loadings) =>
        // Points, and what makes them quick to search; labels; genes by id and name; profiles of the clusters; loadings.
        (cells * ((8L * dimensions) + (4L * resolutions))) + (200L * genes) + (8L * genes * clusters) + (16 * loadings);

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
        double[] totals = new double[cells.Rows];
        for (int c = 0; c < totals.Length; c++)
        {
            foreach (float value in cells.RowValues(c)) totals[c] += value;
        }

        DenseMatrix<float> projection = QueryProjection.Project(device, reference, QueryBlock.StoredOf(reference, cells), totals, [.. reference.StoredGenes.Select(g => measured[g])]);
        cancellation.ThrowIfCancellationRequested();
        LabelTransfer transfer = Transfer(device, reference, projection, points, labels);
        cancellation.ThrowIfCancellationRequested();
        double[] strange = strangeness?.Of(device, cells, measured) ?? [];
        return (transfer, Refusal.Judge(Calibration, transfer, strange));
    }

    /// <inheritdoc/>
    public void Dispose() => points.Dispose();

    private static Calibration Limits(ComputeDevice device, ReferenceModel reference, StepProgress progress, CancellationToken cancellation)
    {
        if (reference.Alignment.Method == AlignmentChoice.None && reference.Calibration.Method == "symphony") return reference.Calibration;
        return Calibrator.Run(reference, reference.LeftOut, "cells", Left, new CalibrationTargets { ClassesOut = false }, progress, cancellation);

        LabelTransfer Left(IReadOnlyList<int> queries, bool[] kept)
        {
            int[] others = [.. Enumerable.Range(0, kept.Length).Where(c => kept[c])];
            using DeviceMatrix<float> part = device.Upload(Rows(reference.Embedding, others, reference.Dimensions));
            return Transfer(device, reference, Rows(reference.Projections, queries, reference.Projections.Columns), part, [.. reference.Clusterings.Select(c => Array.ConvertAll(others, i => c.Labels[i]))]);
        }
    }

    private static LabelTransfer Transfer(ComputeDevice device, ReferenceModel reference, DenseMatrix<float> projection, DeviceMatrix<float> voters, int[][] labels)
    {
        DenseMatrix<float> places = projection.FirstColumns(reference.Dimensions);
        using DeviceMatrix<float> cells = device.Upload(places);
        NeighborTable neighbors = device.NearestNeighbors(cells, voters, Math.Min(Votes.KVote, voters.Rows), DistanceMetric.Euclidean);
        return NeighborVotes.Transfer(device, neighbors, labels, reference, places);
    }

    private static DenseMatrix<float> Rows(DenseMatrix<float> matrix, IReadOnlyList<int> rows, int columns)
    {
        var part = new DenseMatrix<float>(rows.Count, columns);
        for (int i = 0; i < rows.Count; i++) matrix.Row(rows[i])[..columns].CopyTo(part.Row(i));
        return part;
    }

    private static CsrMatrix<T> Empty<T>() where T : unmanaged => new(0, 0, [0], [], []);
}
