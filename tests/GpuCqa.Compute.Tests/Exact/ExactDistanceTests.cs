using GpuCqa.Compute.Exact;
using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Compute.Tests.Exact;

public class ExactDistanceTests
{
    [Fact]
    public void Euclidean_AnyWidthAndLength_AreTheSameBits()
    {
        Philox random = TestMatrices.Stream(41);
        foreach (int size in TestMatrices.AwkwardSizes)
        {
            foreach (float scale in new[] { 1f, 1e-38f, 1e37f, float.Epsilon })
            {
                float[] a = [.. Enumerable.Range(0, size).Select(_ => scale * (float)random.NextNormal())], b = [.. Enumerable.Range(0, size).Select(_ => scale * (float)random.NextNormal())];
                double scalar = ExactDistance.EuclideanScalar(a, b);
                Assert.Equal(BitConverter.DoubleToInt64Bits(scalar), BitConverter.DoubleToInt64Bits(ExactDistance.Euclidean256(a, b)));
                Assert.Equal(BitConverter.DoubleToInt64Bits(scalar), BitConverter.DoubleToInt64Bits(ExactDistance.Euclidean512(a, b)));
                Assert.Equal(BitConverter.DoubleToInt64Bits(scalar), BitConverter.DoubleToInt64Bits(ExactDistance.Euclidean(a, b)));

                double[] many = new double[3];
                ExactDistance.Euclidean(a, new DenseMatrix<float>(2, size, [.. a, .. b]), [1, 0, 1], many);
                Assert.Equal([scalar, 0, scalar], many);
            }
        }
    }
}
