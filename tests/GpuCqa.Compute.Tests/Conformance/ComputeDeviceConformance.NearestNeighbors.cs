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
        foreach (int dimensions in new[] { 1, 2, 3, 50, 100 })
        {
            if (size > 64 && dimensions is not (3 or 50)) continue;
            DenseMatrix<float> points = TestMatrices.Points(size, dimensions, 15);
            foreach (DistanceMetric metric in Enum.GetValues<DistanceMetric>())
            {
                foreach (int k in new[] { 1, 5, 20 }.Where(k => k <= size)) Conforms(d => Search(d, points, points, k, metric), 0);
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

    private static IEnumerable<double> Search(ComputeDevice device, DenseMatrix<float> queries, DenseMatrix<float> references, int k, DistanceMetric metric)
    {
        DeviceMatrix<float> from = device.Upload(queries);
        DeviceMatrix<float> to = ReferenceEquals(queries, references) ? from : device.Upload(references);
        NeighborTable table = device.NearestNeighbors(from, to, k, metric);
        return [.. table.Indices.Select(i => (double)i), .. table.Distances];
    }
}
