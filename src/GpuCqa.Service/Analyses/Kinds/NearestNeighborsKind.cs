using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Results;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Exact nearest neighbours: tables cells and neighbors, and those of the components where they are the coordinates.</summary>
public sealed class NearestNeighborsKind(SpecInputs inputs) : TableKind<NearestNeighborsSpec>(AnalysisSpec.KindOneofCase.NearestNeighbors, s => s.NearestNeighbors)
{
    private const string Pca = "nearest_neighbors.pca", Cols = "nearest_neighbors.columns";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Check(string project, NearestNeighborsSpec asked)
    {
        Neighbors(asked);
        Metric(asked);
        if (asked.Pca is null == asked.Columns is null) throw new InvalidParameterException("nearest_neighbors needs pca or columns, and not both.");
        if (asked.Columns is not null && asked.HasDimensions) throw new InvalidParameterException("nearest_neighbors.dimensions is for pca; name the columns instead.");
        if (asked.Pca is not null)
        {
            Dimensions(asked);
            return [PcaKind.Check(inputs, Pca, project, asked.Pca).Uid];
        }

        SpecFields.ScaleFactor(Cols, asked.Columns!.HasScaleFactor, asked.Columns.ScaleFactor);
        SpecFields.Limits(Cols, asked.Columns.Limits);
        DatasetRecord dataset = Find(project, asked);
        FeatureChoice.Of($"{Cols}.columns", inputs.Open(dataset, asked.Columns.Read).Features, SpecFields.Names($"{Cols}.columns", asked.Columns.Columns));
        return [dataset.Uid];
    }

    /// <inheritdoc/>
    protected override JobNeed Plan(string project, NearestNeighborsSpec asked, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        var size = inputs.Size(Find(project, asked), asked.Pca?.Read ?? asked.Columns?.Read, cancellation);
        int dimensions = asked.Pca is not null ? Dimensions(asked) : asked.Columns!.Columns.Count > 0 ? asked.Columns.Columns.Count : size.Genes;
        JobNeed search = KindNeed.Neighbors(size, dimensions, Neighbors(asked), device, deviceFreeBytes);
        JobNeed points = asked.Pca is not null ? KindNeed.Components(size, PcaKind.Read(Pca, asked.Pca), device, deviceFreeBytes) : KindNeed.Columns(size, dimensions, deviceFreeBytes);
        return new JobNeed(search.HostBytes + points.HostBytes, Math.Max(search.DeviceBytes, points.DeviceBytes));
    }

    /// <inheritdoc/>
    protected override ulong? Seed(NearestNeighborsSpec asked) => asked.Pca is { } pca ? PcaKind.Read(Pca, pca).Seed : null;

    /// <inheritdoc/>
    protected override IReadOnlyList<InputFile> Compute(AnalysisRun run, NearestNeighborsSpec asked, Workplace work)
    {
        DatasetRecord dataset = Find(run.Project, asked);
        CellSource source = inputs.Open(dataset, asked.Pca?.Read ?? asked.Columns?.Read, work.Progress.Note);
        DenseMatrix<float> points = asked.Pca is not null ? OfComponents(run, asked, work, source) : OfColumns(run, asked.Columns!, work, source);
        int k = Neighbors(asked);
        DistanceMetric metric = Metric(asked);
        using TableWriter table = run.Output.Table("neighbors", Columns.Int32("index", k), Columns.Float32("distance", k));
        float[] distances = new float[k];
        foreach ((_, NeighborTable part) in NeighborAnalysis.Search(work, points, k, metric))
        {
            for (int q = 0; q < part.Queries; q++)
            {
                ReadOnlySpan<double> exact = part.DistancesOf(q);
                for (int i = 0; i < k; i++) distances[i] = (float)exact[i];
                table.Write(part.IndicesOf(q));
                table.Write(distances);
                table.EndRow();
            }
        }

        return [.. inputs.Files(dataset)];
    }

    private static DenseMatrix<float> OfComponents(AnalysisRun run, NearestNeighborsSpec asked, Workplace work, CellSource source)
    {
        ComponentResult result = ComponentAnalysis.Run(work, source, PcaKind.Read(Pca, asked.Pca));
        ComponentTables.Write(run.Output, result, run.Cancellation);
        int dimensions = Math.Min(Dimensions(asked), result.Embedding.Columns);
        if (dimensions < Dimensions(asked)) work.Progress.Note($"There are {dimensions} components; {Dimensions(asked)} dimensions were asked for, and all of them are used.");
        return result.Embedding.FirstColumns(dimensions);
    }

    private static DenseMatrix<float> OfColumns(AnalysisRun run, ColumnPoints asked, Workplace work, CellSource source)
    {
        (string[] barcodes, DenseMatrix<double> values) = ColumnCoordinates.Read(
            work, source, asked.Columns, SpecFields.Limits(Cols, asked.Limits), SpecFields.ScaleFactor(Cols, asked.HasScaleFactor, asked.ScaleFactor), asked.Standardize);
        using TableWriter cells = run.Output.Table("cells", Columns.Text("barcode"));
        foreach (string barcode in barcodes)
        {
            cells.Write(barcode);
            cells.EndRow();
        }

        return new DenseMatrix<float>(values.Rows, values.Columns, Array.ConvertAll(values.Values, v => (float)v));
    }

    private static int Neighbors(NearestNeighborsSpec spec) => SpecFields.Whole("nearest_neighbors.neighbors", spec.HasNeighbors ? spec.Neighbors : 20, 1, 10_000);

    private static int Dimensions(NearestNeighborsSpec spec)
    {
        int components = PcaKind.Read(Pca, spec.Pca).Components;
        return SpecFields.Whole("nearest_neighbors.dimensions", spec.HasDimensions ? spec.Dimensions : components, 1, components);
    }

    private static DistanceMetric Metric(NearestNeighborsSpec spec) =>
        SpecFields.OneOf("nearest_neighbors.metric", spec.Metric.Length == 0 ? "euclidean" : spec.Metric, "euclidean", "cosine") == "cosine" ? DistanceMetric.Cosine : DistanceMetric.Euclidean;

    private DatasetRecord Find(string project, NearestNeighborsSpec spec) => spec.Pca is { } pca
        ? inputs.Dataset($"{Pca}.dataset", project, pca.Dataset)
        : inputs.Dataset($"{Cols}.dataset", project, spec.Columns?.Dataset ?? "");
}
