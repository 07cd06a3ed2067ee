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
public sealed class NearestNeighborsKind(DatasetSource datasets) : PrimitiveKind
{
    private const string Pca = "nearest_neighbors.pca", Cols = "nearest_neighbors.columns";

    /// <inheritdoc/>
    public override AnalysisSpec.KindOneofCase Case => AnalysisSpec.KindOneofCase.NearestNeighbors;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec)
    {
        NearestNeighborsSpec asked = spec.NearestNeighbors;
        Neighbors(asked);
        PrimitiveFields.Metric("nearest_neighbors.metric", asked.Metric);
        if (asked.Pca is null == asked.Columns is null) throw new InvalidParameterException("nearest_neighbors needs pca or columns, and not both.");
        if (asked.Columns is not null && asked.HasDimensions) throw new InvalidParameterException("nearest_neighbors.dimensions is for pca; name the columns instead.");
        if (asked.Pca is not null)
        {
            Dimensions(asked);
            return [PcaKind.Check(datasets, Pca, project, asked.Pca).Uid];
        }

        PrimitiveFields.ScaleFactor(Cols, asked.Columns!.HasScaleFactor, asked.Columns.ScaleFactor);
        PrimitiveFields.Limits(Cols, asked.Columns.Limits);
        DatasetRecord dataset = Find(project, spec);
        FeatureChoice.Of($"{Cols}.columns", datasets.Open(dataset, asked.Columns.Read).Features, PrimitiveFields.Names($"{Cols}.columns", asked.Columns.Columns));
        return [dataset.Uid];
    }

    /// <inheritdoc/>
    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        NearestNeighborsSpec asked = spec.NearestNeighbors;
        var size = datasets.Size(Find(project, spec), asked.Pca?.Read ?? asked.Columns?.Read, cancellation);
        int dimensions = asked.Pca is not null ? Dimensions(asked) : asked.Columns!.Columns.Count > 0 ? asked.Columns.Columns.Count : size.Genes;
        JobNeed search = PrimitiveNeed.Neighbors(size, dimensions, Neighbors(asked), device, deviceFreeBytes);
        JobNeed points = asked.Pca is not null ? PrimitiveNeed.Components(size, PrimitiveFields.Read(Pca, asked.Pca), device, deviceFreeBytes) : PrimitiveNeed.Columns(size, dimensions, deviceFreeBytes);
        return new JobNeed(search.HostBytes + points.HostBytes, Math.Max(search.DeviceBytes, points.DeviceBytes));
    }

    /// <inheritdoc/>
    protected override ulong? Seed(AnalysisSpec spec) => spec.NearestNeighbors.Pca is { } pca ? PrimitiveFields.Read(Pca, pca).Seed : null;

    /// <inheritdoc/>
    protected override IReadOnlyList<InputFile> Compute(AnalysisRun run, Workplace work)
    {
        NearestNeighborsSpec asked = run.Spec.NearestNeighbors;
        DatasetRecord dataset = Find(run.Project, run.Spec);
        CellSource source = datasets.Open(dataset, asked.Pca?.Read ?? asked.Columns?.Read, work.Progress.Note);
        DenseMatrix<float> points = asked.Pca is not null ? OfComponents(run, work, source) : OfColumns(run, work, source);
        int k = Neighbors(asked);
        DistanceMetric metric = PrimitiveFields.Metric("nearest_neighbors.metric", asked.Metric);
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

        return [.. datasets.Files(dataset)];
    }

    private static DenseMatrix<float> OfComponents(AnalysisRun run, Workplace work, CellSource source)
    {
        NearestNeighborsSpec asked = run.Spec.NearestNeighbors;
        ComponentResult result = ComponentAnalysis.Run(work, source, PrimitiveFields.Read(Pca, asked.Pca));
        ComponentTables.Write(run.Output, result, run.Cancellation);
        int dimensions = Math.Min(Dimensions(asked), result.Embedding.Columns);
        if (dimensions < Dimensions(asked)) work.Progress.Note($"Only {dimensions} components exist; {Dimensions(asked)} dimensions were asked for.");
        return result.Embedding.FirstColumns(dimensions);
    }

    private static DenseMatrix<float> OfColumns(AnalysisRun run, Workplace work, CellSource source)
    {
        ColumnPoints asked = run.Spec.NearestNeighbors.Columns;
        (string[] barcodes, DenseMatrix<double> values) = ColumnCoordinates.Read(
            work, source, asked.Columns, PrimitiveFields.Limits(Cols, asked.Limits), PrimitiveFields.ScaleFactor(Cols, asked.HasScaleFactor, asked.ScaleFactor), asked.Standardize);
        using TableWriter cells = run.Output.Table("cells", Columns.Text("barcode"));
        foreach (string barcode in barcodes)
        {
            cells.Write(barcode);
            cells.EndRow();
        }

        return new DenseMatrix<float>(values.Rows, values.Columns, Array.ConvertAll(values.Values, v => (float)v));
    }

    private static int Neighbors(NearestNeighborsSpec spec) => FieldCheck.Whole("nearest_neighbors.neighbors", spec.HasNeighbors ? spec.Neighbors : 20, 1, 10_000);

    private static int Dimensions(NearestNeighborsSpec spec)
    {
        int components = PrimitiveFields.Read(Pca, spec.Pca).Components;
        return FieldCheck.Whole("nearest_neighbors.dimensions", spec.HasDimensions ? spec.Dimensions : components, 1, components);
    }

    private DatasetRecord Find(string project, AnalysisSpec spec) => spec.NearestNeighbors.Pca is { } pca
        ? datasets.Find($"{Pca}.dataset", project, pca.Dataset)
        : datasets.Find($"{Cols}.dataset", project, spec.NearestNeighbors.Columns?.Dataset ?? "");
}
