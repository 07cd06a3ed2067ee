using System.Globalization;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.References;
using static GpuCqa.Pipelines.References.ReferenceNames;

namespace GpuCqa.Pipelines.References;

/// <summary>Writes the files of a reference.</summary>
internal static class ReferenceWriter
{
    /// <summary>Writes them into an existing, empty folder.</summary>
    /// <returns>The hash.</returns>
    public static string Write(string folder, ReferenceModel model, CancellationToken cancellation)
    {
        var files = new ChecksummedWriter(folder);
        files.Text(Genes, text => ReferenceTables.WriteGenes(text, model.Genes));
        files.Text(Lots, text => ReferenceTables.WriteLots(text, model));
        files.Text(Cells, text => ReferenceTables.WriteBarcodes(text, model));
        Model(files, model);
        cancellation.ThrowIfCancellationRequested();
        Points(files, model);
        cancellation.ThrowIfCancellationRequested();
        for (int r = 0; r < model.Clusterings.Count; r++)
        {
            files.Integers(Labels(model.Clusterings[r].Resolution), model.Clusterings[r].Labels);
            files.Matrix(ClusterSums(model.Clusterings[r].Resolution), model.ClusterSums[r]);
        }

        Graph(files, GraphCode.Of(model.SharedNeighbors));
        cancellation.ThrowIfCancellationRequested();
        Values(files, model.StoredGenes, model.StoredValues, cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (model.LeftOut is { } leftOut)
        {
            files.Array<double>(StrangenessLots, leftOut.Lots, leftOut.Lots.Length);
            files.Matrix(StrangenessClasses, new DenseMatrix<double>(leftOut.Classes.Length, model.Cells.Count, [.. leftOut.Classes.SelectMany(c => c)]));
            files.Array<double>(StrangenessShared, leftOut.Shared, leftOut.Shared.Length);
            files.Array<double>(StrangenessShifts, leftOut.Shifts, leftOut.Shifts.Length);
            for (int p = 0; p < leftOut.Known.Count; p++) files.Matrix(ReferenceNames.KnownPrograms(p), leftOut.Known[p]);
        }

        return ReferenceJson.Write(folder, Record(model, files.Files));
    }

    private static void Model(ChecksummedWriter files, ReferenceModel model)
    {
        PcaModel pca = model.Pca;
        files.Integers(PcaGenes, pca.Genes);
        files.Array<double>(PcaMeans, pca.Means, pca.Means.Length);
        files.Array<double>(PcaDeviations, pca.Deviations, pca.Deviations.Length);
        files.Matrix(PcaLoadings, pca.Loadings);
        files.Array<double>(PcaSpread, pca.StandardDeviations, pca.StandardDeviations.Length);
        files.Matrix(SoftCentroids, model.Soft.Centroids);
        files.Array<double>(SoftSizes, model.Soft.Sizes, model.Soft.Sizes.Length);
        files.Matrix(SoftSums, model.Soft.Sums);
    }

    private static void Points(ChecksummedWriter files, ReferenceModel model)
    {
        CellTable cells = model.Cells;
        files.Array<double>(Totals, cells.TotalCounts, cells.Count);
        files.Integers(DetectedGenes, cells.DetectedGenes);
        files.Array<double>(MitoPercent, cells.MitoPercent, cells.Count);
        files.Matrix(Layout, cells.Layout);
        files.Matrix(Projections, model.Projections);
        // Where nothing was aligned, the embedding is the leading projections.
        if (!IsLeading(model.Embedding, model.Projections)) files.Matrix(Embedding, model.Embedding);
    }

    private static bool IsLeading(DenseMatrix<float> embedding, DenseMatrix<float> projections)
    {
        if (embedding.Columns > projections.Columns) return false;
        for (int c = 0; c < embedding.Rows; c++)
        {
            if (!embedding.Row(c).SequenceEqual(projections.Row(c)[..embedding.Columns])) return false;
        }

        return true;
    }

    private static void Graph(ChecksummedWriter files, GraphCode graph)
    {
        files.Array<long>(GraphOffsets, graph.Offsets, graph.Offsets.Length);
        files.Integers(GraphColumns, graph.Columns);
        files.Integers(GraphCodes, graph.Codes);
        files.Array<double>(GraphWeights, graph.Weights, graph.Weights.Length);
    }

    // Twice through the cells: what the values are like, then the values.
    private static void Values(ChecksummedWriter files, int[] genes, StoredValues values, CancellationToken cancellation)
    {
        var offsets = new long[values.Rows + 1];
        CountsForm ofGaps = new(), ofData = new();
        float[] room = [];
        int cell = 0;
        foreach (CsrMatrix<float> block in values.Blocks())
        {
            cancellation.ThrowIfCancellationRequested();
            ofGaps.Add(ColumnGaps.Of(block, ref room));
            ofData.Add(block.Values.AsSpan(0, (int)block.NonZeros));
            for (int r = 0; r < block.Rows; r++, cell++) offsets[cell + 1] = offsets[cell] + block.RowOffsets[r + 1] - block.RowOffsets[r];
        }

        if (offsets[^1] > int.MaxValue)
            throw new PreconditionException(string.Create(CultureInfo.InvariantCulture, $"The reference of {values.Rows} cells would hold {offsets[^1]} values of its {values.Columns} genes, more than the {int.MaxValue} that one can; give fewer cells, or ask for fewer variable genes."));
        files.Integers(StoredGenes, genes);
        files.Array<long>(StoredOffsets, offsets, offsets.Length);
        using CountsFile gaps = files.Counts(StoredGaps, ofGaps), data = files.Counts(StoredData, ofData);
        foreach (CsrMatrix<float> block in values.Blocks())
        {
            cancellation.ThrowIfCancellationRequested();
            gaps.Write(ColumnGaps.Of(block, ref room));
            data.Write(block.Values.AsSpan(0, (int)block.NonZeros));
        }

        gaps.Complete();
        data.Complete();
    }

    private static ReferenceRecord Record(ReferenceModel model, IReadOnlyList<FileChecksum> files) => new()
    {
        Hash = "",
        Format = ReferenceModel.FormatVersion,
        Modality = model.Modality,
        Lots = model.Lots.Count,
        Cells = model.Cells.Count,
        Genes = model.Genes.Count,
        SelectedGenes = model.Pca.Genes.Length,
        StoredGenes = model.StoredGenes.Length,
        Components = model.Projections.Columns,
        Dimensions = model.Dimensions,
        Clip = model.Pca.Clip,
        TotalVariance = model.Pca.TotalVariance,
        Parameters = model.Parameters,
        Alignment = model.Alignment,
        SoftClusters = model.Soft.Sizes.Length,
        SoftSigma = model.Soft.Sigma,
        Clusterings = [.. model.Clusterings.Select(c => new ClusteringRecord(c.Algorithm, c.Resolution, c.Clusters, c.Quality))],
        Hypotheses = model.Hypotheses,
        Calibration = model.Calibration,
        Warnings = model.Warnings,
        Files = files,
    };
}
