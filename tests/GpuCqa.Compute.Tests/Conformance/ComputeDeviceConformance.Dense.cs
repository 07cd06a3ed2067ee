using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Tests.Conformance;

public abstract partial class ComputeDeviceConformance
{
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gemm_AwkwardShapes_AgreeTo1e13PerTerm(int size)
    {
        foreach ((int m, int depth, int n) in new[] { (size, 9, 5), (6, size, 11), (13, 17, size) })
        {
            DenseMatrix<double> right = TestMatrices.Dense(depth, n, 12);
            foreach (bool transposed in new[] { false, true })
            {
                DenseMatrix<double> left = transposed ? TestMatrices.Dense(depth, m, 13) : TestMatrices.Dense(m, depth, 13);
                double[] scale = Enumerable.Repeat(10.0 * Math.Max(1, depth), m * n).ToArray();
                Conforms(d => d.Gemm(left, right, transposed).Values, 1e-13, scale);
            }
        }
    }

    [Fact]
    public void Gemm_DeepAndNarrow_AgreesTo1e13PerTerm()
    {
        DenseMatrix<double> left = TestMatrices.Dense(2111, 7, 15), right = TestMatrices.Dense(2111, 9, 16);
        Conforms(d => d.Gemm(left, right, transposeLeft: true).Values, 1e-13, Enumerable.Repeat(10.0 * 2111, 63).ToArray());
    }

    [Fact]
    public void Gemm_InnerDimensionsThatDiffer_Throws() =>
        Assert.Throws<ArgumentException>(() => OneThread.Gemm(TestMatrices.Dense(3, 4, 1), TestMatrices.Dense(5, 2, 1)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(255)]
    [InlineData(300)]
    public void SymmetricEigen_RandomMatrix_AgreesToResidual(int n)
    {
        DenseMatrix<double> matrix = TestMatrices.Symmetric(n, 14);
        double norm = Math.Sqrt(matrix.Values.Sum(x => x * x));
        double[] scale = Enumerable.Repeat(norm, Math.Min(n, 10)).ToArray();
        Conforms(d => d.SymmetricEigen(matrix, 10, 1).Values, 1e-10, scale);
    }
}
