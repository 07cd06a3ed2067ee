using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Tests.Conformance;

public abstract partial class ComputeDeviceConformance
{
    [Theory]
    [MemberData(nameof(Sizes))]
    public void NearestNeighbors_WithinOneSet_AreTheSameBits(int size)
    {
        int search = size;
        foreach (int dimensions in new[] { 1, 2, 3, 50, 100 })
        {
            if (size > 64 && dimensions is not (3 or 50)) continue;
            DenseMatrix<float> points = TestMatrices.Points(size, dimensions, 15);
            foreach (DistanceMetric metric in Enum.GetValues<DistanceMetric>())
            {
                foreach (int k in new[] { 1, 5, 20 }.Where(k => k <= size))
                {
                    // What is slow takes its turn of the searches, another one for each size: large sets, and simulated kernels more so.
                    if (search++ % (Simulated ? size > 64 ? 11 : 7 : size > 64 ? 5 : 1) == 0) Conforms(d => Search(d, points, points, k, metric), 0);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void NearestNeighbors_AgainstOthers_AreTheSameBits(int size)
    {
        DenseMatrix<float> few = TestMatrices.Points(21, 13, 16), points = TestMatrices.Points(size, 13, 17);
        Conforms(d => Search(d, points, few, 7, DistanceMetric.Euclidean), 0);
        if (size >= 7) Conforms(d => Search(d, few, points, 7, DistanceMetric.Cosine), 0);
    }

    [Theory]
    [InlineData("equal")]
    [InlineData("copies")]
    [InlineData("lattice")]
    [InlineData("far clusters")]
    [InlineData("an outlier")]
    [InlineData("huge and tiny")]
    [InlineData("a line of floats")]
    [InlineData("no length")]
    [InlineData("one direction")]
    public void NearestNeighbors_HostilePoints_AreTheSameBits(string kind)
    {
        DenseMatrix<float> points = HostilePoints(kind, 150);
        foreach (DistanceMetric metric in Enum.GetValues<DistanceMetric>())
        {
            Conforms(d => Search(d, points, points, 7, metric), 0);
            Conforms(d => Search(d, HostilePoints(kind, 10), points, 3, metric), 0);
        }
    }

    [Fact]
    public void IndexNeighbors_Searches_AreTheSameBits()
    {
        DenseMatrix<float> points = TestMatrices.Points(133, 6, 43), asked = TestMatrices.Points(9, 6, 44);
        Conforms(d =>
        {
            using NeighborIndex index = d.IndexNeighbors(points);
            NeighborTable table = index.Search(asked, 7);
            return [.. table.Indices.Select(i => (double)i), .. table.Distances];
        }, 0);
    }

    [Fact]
    public void NearestNeighbors_AsManyAsThereAre_AreTheSameBits()
    {
        DenseMatrix<float> points = TestMatrices.Points(133, 6, 40);
        Conforms(d => Search(d, points, points, 133, DistanceMetric.Euclidean), 0);
        Conforms(d => Search(d, TestMatrices.Points(5, 6, 41), points, 132, DistanceMetric.Cosine), 0);
    }

    [Fact]
    public void NearestNeighbors_ManyDimensions_AreTheSameBits()
    {
        DenseMatrix<float> points = TestMatrices.Points(70, 512, 42);
        Conforms(d => Search(d, points, points, 9, DistanceMetric.Euclidean), 0);
        Conforms(d => Search(d, TestMatrices.Points(3, 301, 43), TestMatrices.Points(40, 301, 44), 9, DistanceMetric.Cosine), 0);
    }

    [Fact]
    public void NearestNeighbors_ACoordinateThatIsNotFinite_IsRefused()
    {
        DenseMatrix<float> points = TestMatrices.Points(20, 3, 45), broken = TestMatrices.Points(20, 3, 45);
        broken[7, 2] = float.NaN;
        Assert.Throws<ArgumentException>(() => Search(OneThread, broken, points, 3, DistanceMetric.Euclidean));
        Assert.Throws<ArgumentException>(() => Search(OneThread, points, broken, 3, DistanceMetric.Cosine));
    }

    /// <summary>Points among which rounding, ties or zeros could mislead a search by approximate scores.</summary>
    public static DenseMatrix<float> HostilePoints(string kind, int count)
    {
        DenseMatrix<float> points = TestMatrices.Points(count, 5, 46);
        for (int i = 0; i < count; i++)
        {
            for (int d = 0; d < 5; d++)
            {
                points[i, d] = kind switch
                {
                    "equal" => 1.7f * d,
                    "copies" => points[i % 13, d],
                    "lattice" => (i / (int)Math.Pow(3, d)) % 3,
                    "far clusters" => (i % 3 == 0 ? 1e6f : -1e6f) + (0.1f * points[i, d]),
                    "an outlier" => i == count / 2 ? 1e9f : points[i, d],
                    "huge and tiny" => points[i, d] * (i % 2 == 0 ? 1e30f : 1e-30f),
                    "a line of floats" => d == 0 ? BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(1000f) + i) : 0,
                    "no length" => i % 4 == 1 ? 0 : points[i, d],
                    _ => (i + 1) * (d + 1),
                };
            }
        }

        return points;
    }

    private static IEnumerable<double> Search(ComputeDevice device, DenseMatrix<float> queries, DenseMatrix<float> references, int k, DistanceMetric metric)
    {
        DeviceMatrix<float> from = device.Upload(queries);
        DeviceMatrix<float> to = ReferenceEquals(queries, references) ? from : device.Upload(references);
        NeighborTable table = device.NearestNeighbors(from, to, k, metric);
        return [.. table.Indices.Select(i => (double)i), .. table.Distances];
    }
}
