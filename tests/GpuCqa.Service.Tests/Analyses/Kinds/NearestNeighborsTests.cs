using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Service.Tests.Results;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses.Kinds;

public class NearestNeighborsTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly PrimitiveCalls calls = new(service.Channel);

    [Theory]
    [InlineData("plain", false, "")]
    [InlineData("scaled", true, "euclidean")]
    [InlineData("cosine", false, "cosine")]
    public async Task Neighbors_OnColumns_AreThoseOfABruteSearch(string id, bool standardize, string metric)
    {
        float[][] values = PrimitiveCalls.Measurements(250, 5, 7);
        string dataset = await calls.Dataset(id, ("cells.csv", PrimitiveCalls.Table(values)));
        string analysis = await calls.Succeed(id, new AnalysisSpec
        {
            NearestNeighbors = new NearestNeighborsSpec { Neighbors = 6, Metric = metric, Columns = new ColumnPoints { Dataset = dataset, Columns = { "f4", "f1", "f2" }, Standardize = standardize } },
        });
        Assert.Equal(["cells", "neighbors"], await calls.Names(analysis));
        ReceivedTable table = await calls.Table(analysis, "neighbors");
        int[][] index = table.Matrix<int>("index");
        float[][] distance = table.Matrix<float>("distance");
        double[][] points = values.Select(v => new[] { (double)v[4], v[1], v[2] }).ToArray();
        if (standardize)
        {
            for (int c = 0; c < 3; c++)
            {
                double mean = points.Average(p => p[c]), sd = Math.Sqrt(points.Sum(p => (p[c] - mean) * (p[c] - mean)) / 249);
                foreach (double[] point in points) point[c] = (point[c] - mean) / sd;
            }
        }

        for (int q = 0; q < 250; q++)
        {
            double[] expected = Enumerable.Range(0, 250).Where(j => j != q).Select(j => Distance(points[q], points[j], metric)).Order().Take(6).ToArray();
            Assert.DoesNotContain(q, index[q]);
            for (int i = 0; i < 6; i++)
            {
                Assert.Equal(expected[i], distance[q][i], 1e-5);
                Assert.Equal(distance[q][i], Distance(points[q], points[index[q][i]], metric), 1e-5);
            }
        }
    }

    [Fact]
    public async Task Neighbors_OnComponents_AreThoseOfTheEmbedding()
    {
        string dataset = await calls.Dataset("components", PrimitiveCalls.Tenx(PrimitiveCalls.Counts(200, 40, 8)));
        string analysis = await calls.Succeed("components", new AnalysisSpec { NearestNeighbors = new NearestNeighborsSpec { Pca = new PcaSpec { Dataset = dataset, Components = 5 }, Dimensions = 3, Neighbors = 4 } });
        float[][] embedding = (await calls.Table(analysis, "embedding")).Matrix<float>("embedding");
        ReceivedTable table = await calls.Table(analysis, "neighbors");
        double[][] points = embedding.Select(e => e[..3].Select(v => (double)v).ToArray()).ToArray();
        for (int q = 0; q < 200; q++)
        {
            double[] expected = Enumerable.Range(0, 200).Where(j => j != q).Select(j => Distance(points[q], points[j], "")).Order().Take(4).ToArray();
            for (int i = 0; i < 4; i++) Assert.Equal(expected[i], table.Matrix<float>("distance")[q][i], 1e-4);
        }
    }

    [Fact]
    public async Task Neighbors_WrongFields_AreRefusedAtOnce()
    {
        string dataset = await calls.Dataset("fields", ("cells.csv", PrimitiveCalls.Table(PrimitiveCalls.Measurements(9, 2, 1))));
        var columns = new ColumnPoints { Dataset = dataset };
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "pca or columns", new NearestNeighborsSpec());
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "pca or columns", new NearestNeighborsSpec { Columns = columns, Pca = new PcaSpec { Dataset = dataset } });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "nearest_neighbors.neighbors", new NearestNeighborsSpec { Columns = columns, Neighbors = 0 });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "nearest_neighbors.metric", new NearestNeighborsSpec { Columns = columns, Metric = "manhattan" });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "nearest_neighbors.dimensions", new NearestNeighborsSpec { Columns = columns, Dimensions = 2 });
        await Refused(StatusCode.InvalidArgument, "INVALID_ARGUMENT", "nearest_neighbors.pca.components", new NearestNeighborsSpec { Pca = new PcaSpec { Dataset = dataset, Components = -3 } });
        await Refused(StatusCode.NotFound, "NOT_FOUND", "nearest_neighbors.columns.columns", new NearestNeighborsSpec { Columns = new ColumnPoints { Dataset = dataset, Columns = { "f9" } } });
    }

    private static double Distance(double[] a, double[] b, string metric)
    {
        double dot = a.Zip(b).Sum(p => p.First * p.Second);
        return metric == "cosine" ? 1 - (dot / Math.Sqrt(a.Sum(v => v * v) * b.Sum(v => v * v))) : Math.Sqrt(a.Zip(b).Sum(p => (p.First - p.Second) * (p.First - p.Second)));
    }

    private async Task Refused(StatusCode code, string reason, string fragment, NearestNeighborsSpec spec) =>
        Assert.Contains(fragment, await Refusal.Of(code, reason, () => calls.Create("refused", new AnalysisSpec { NearestNeighbors = spec })), StringComparison.Ordinal);
}
