using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Tests.Operations;

public class NearestNeighborsTests
{
    public static TheoryData<string> HardPoints => ["many blocks", "duplicates", "all the same", "integer grid", "far away", "outliers", "huge", "tiny", "huge and tiny"];

    [Theory]
    [MemberData(nameof(HardPoints))]
    public void NearestNeighbors_HardPoints_EqualBruteForce(string kind)
    {
        DenseMatrix<float> points = Hard(kind);
        foreach (VectorWidth width in new[] { VectorWidth.Best, VectorWidth.Bits256 })
        {
            NeighborTable expected = Search(new ReferenceDevice(), points, 15, DistanceMetric.Euclidean), found = Search(new CpuDevice(2, width), points, 15, DistanceMetric.Euclidean);
            Assert.Equal(expected.Indices, found.Indices);
            Assert.Equal(expected.Distances, found.Distances);
        }
    }

    [Theory]
    [InlineData("many blocks")]
    [InlineData("duplicates")]
    [InlineData("far away")]
    [InlineData("zeros")]
    public void NearestNeighbors_HardPointsByCosine_EqualBruteForce(string kind)
    {
        DenseMatrix<float> points = Hard(kind);
        NeighborTable expected = Search(new ReferenceDevice(), points, 15, DistanceMetric.Cosine), found = Search(new CpuDevice(2), points, 15, DistanceMetric.Cosine);
        Assert.Equal(expected.Indices, found.Indices);
        Assert.Equal(expected.Distances, found.Distances);
    }

    [Fact]
    public void NearestNeighbors_KnownLine_TiesGoToTheSmallerIndex()
    {
        var line = new DenseMatrix<float>(5, 1, [0, 1, 2, 3, 4]);
        foreach (ComputeDevice device in new ComputeDevice[] { new ReferenceDevice(), new CpuDevice(2) })
        {
            NeighborTable table = Search(device, line, 3, DistanceMetric.Euclidean);
            Assert.Equal([0, 1, 2, 1, 0, 2, 2, 1, 3, 3, 2, 4, 4, 3, 2], table.Indices);
            Assert.Equal([0, 1, 2, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 2], table.Distances);
        }
    }

    [Fact]
    public void NearestNeighbors_MoreThanThereAre_IsAnInvalidParameter()
    {
        foreach (ComputeDevice device in new ComputeDevice[] { new ReferenceDevice(), new CpuDevice(1) })
        {
            var error = Assert.Throws<InvalidParameterException>(() => Search(device, TestMatrices.Points(9, 2, 1), 10, DistanceMetric.Euclidean));
            Assert.Contains("among 9 cells", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NearestNeighbors_NotFinite_NamesCellAndCoordinate()
    {
        DenseMatrix<float> points = TestMatrices.Points(9, 3, 1);
        points[4, 2] = float.NaN;
        var error = Assert.Throws<ArgumentException>(() => Search(new CpuDevice(1), points, 2, DistanceMetric.Euclidean));
        Assert.Contains("Coordinate 2 of cell 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MergeNeighbors_PartsOfTheReferences_EqualTheWhole()
    {
        DenseMatrix<float> points = Hard("duplicates");
        using var device = new CpuDevice(2);
        var parts = new List<NeighborTable>();
        foreach ((int from, int to) in new[] { (700, points.Rows), (0, 300), (300, 700) })
        {
            var part = new DenseMatrix<float>(to - from, points.Columns, points.Values[(from * points.Columns)..(to * points.Columns)]);
            NeighborTable table = device.NearestNeighbors(device.Upload(points), device.Upload(part), 15, DistanceMetric.Euclidean);
            parts.Add(table with { Indices = table.Indices.Select(i => i + from).ToArray() });
        }

        NeighborTable whole = Search(device, points, 15, DistanceMetric.Euclidean), merged = device.MergeNeighbors(parts);
        Assert.Equal(whole.Indices, merged.Indices);
        Assert.Equal(whole.Distances, merged.Distances);
    }

    private static NeighborTable Search(ComputeDevice device, DenseMatrix<float> points, int k, DistanceMetric metric)
    {
        using ComputeDevice owned = device is CpuDevice or ReferenceDevice ? device : throw new ArgumentException("Unknown device.", nameof(device));
        DeviceMatrix<float> uploaded = device.Upload(points);
        return device.NearestNeighbors(uploaded, uploaded, k, metric);
    }

    private static DenseMatrix<float> Hard(string kind)
    {
        DenseMatrix<float> points = TestMatrices.Points(1100, 7, 42);
        for (int i = 0; i < points.Rows; i++)
        {
            Span<float> row = points.Row(i);
            if (kind == "duplicates" && i % 3 != 0) points.Row(i % 40).CopyTo(row);
            if (kind == "all the same") points.Row(0).CopyTo(row);
            if (kind == "zeros" && i % 50 == 0) row.Clear();
            for (int d = 0; d < row.Length; d++)
            {
                row[d] = kind switch
                {
                    "integer grid" => MathF.Round(row[d]),
                    "far away" => 1000 + (row[d] * 1e-3f),
                    "outliers" when i % 100 == 0 => row[d] * 1e5f,
                    "huge" => row[d] * 1e30f,
                    "tiny" => row[d] * 1e-30f,
                    "huge and tiny" => row[d] * (i % 2 == 0 ? 1e-30f : 1e30f),
                    _ => row[d],
                };
            }
        }

        return points;
    }
}
