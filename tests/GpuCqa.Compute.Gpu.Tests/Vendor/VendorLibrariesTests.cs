using GpuCqa.Compute.Gpu.Vendor;
using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Vendor;

public class VendorLibrariesTests
{
    [Fact]
    public void Find_NoSuchFiles_IsNoneAndSaysSo()
    {
        using var none = VendorLibraries.Find(["libnosuchblas.so.13"], ["libnosuchsolver.so.12"]);
        Assert.False(none.HasBlas || none.HasSolver);
        Assert.Equal("none: own kernels", none.Description);
        using ComputeDevice device = SimulatorFamily.Open(1, null, SimulatorShape.Small, VendorLibraries.Find([], []));
        Assert.Equal("none: own kernels", device.Info.Libraries);
        Assert.Equal([19.0, 22, 43, 50], device.Gemm(new DenseMatrix<double>(2, 2, [1, 2, 3, 4]), new DenseMatrix<double>(2, 2, [5, 6, 7, 8])).Values);
    }

    [StubFact]
    public void Open_LibrariesAreThere_AreNamedWithVersions()
    {
        using ComputeDevice device = OpenWithStub();
        Assert.Equal("cuBLAS 13.1, cuSOLVER 12.0", device.Info.Libraries);
    }

    [StubFact]
    public void Find_FileWithoutTheFunctions_IsLeftOut()
    {
        using var libraries = VendorLibraries.Find(["libm.so.6"], [StubLibrary.Path!]);
        Assert.Equal("cuSOLVER 12.0", libraries.Description);
    }

    [StubFact]
    public void MeasureCeilings_ThroughTheLibrary_HasBothPrecisionsAndNamesIt()
    {
        using ComputeDevice device = OpenWithStub(), own = SimulatorFamily.Open(1, null, SimulatorShape.Small, VendorLibraries.Find([], []));
        DeviceCeilings found = device.MeasureCeilings(1 << 16, 16, 2);
        Assert.True(found.CopyBytesPerSecond > 0 && found.Gemm32 > 0 && found.Gemm64 > 0);
        Assert.Contains("cuBLAS", found.GemmBy, StringComparison.Ordinal);
        Assert.Null(own.MeasureCeilings(1 << 16, 16, 1).Gemm32);
    }

    [StubFact]
    public void Gemm_ThroughTheLibrary_AgreesWithTheReference()
    {
        using ComputeDevice device = OpenWithStub(), reference = new ReferenceDevice();
        foreach ((int m, int depth, int n) in new[] { (1, 1, 1), (3, 5, 2), (17, 4, 9), (2, 33, 40) })
        {
            DenseMatrix<double> right = TestMatrices.Dense(depth, n, 80);
            foreach (bool transposed in new[] { false, true })
            {
                DenseMatrix<double> left = transposed ? TestMatrices.Dense(depth, m, 81) : TestMatrices.Dense(m, depth, 81);
                Close(reference.Gemm(left, right, transposed).Values, device.Gemm(left, right, transposed).Values, 1e-12);
            }
        }
    }

    [StubFact]
    public void GramSum_ThroughTheLibrary_AgreesWithTheReference()
    {
        using ComputeDevice device = OpenWithStub(), reference = new ReferenceDevice();
        foreach (int columns in new[] { 1, 7, 70 })
        {
            CsrMatrix<double>[] blocks = [TestMatrices.Values(90, columns, 0.3, 82), TestMatrices.Values(40, columns, 0.3, 83)];
            GramBlock expected = reference.GramSum(columns, blocks.Select(b => reference.Upload(b))), found = device.GramSum(columns, blocks.Select(b => device.Upload(b)));
            Close(expected.Products.Values, found.Products.Values, 1e-12 * expected.Products.Values.Max());
            Close(expected.ColumnSums, found.ColumnSums, 1e-12 * expected.ColumnSums.Max());
        }
    }

    [StubFact]
    public void SymmetricEigen_ThroughTheLibrary_AgreesWithTheReferenceAndStaysOnTheDevice()
    {
        DenseMatrix<double> root = TestMatrices.Dense(260, 260, 84), matrix = new ReferenceDevice().Gemm(root, root, transposeLeft: true);
        using ComputeDevice device = OpenWithStub(), host = new CpuDevice(2);
        EigenPairs expected = host.SymmetricEigen(matrix, 5, 1), found = device.SymmetricEigen(matrix, 5, 1);
        Close(expected.Values, found.Values, 1e-10 * expected.Values[0]);
        Close(expected.Vectors.Values, found.Vectors.Values, 1e-7);
        Assert.Empty(device.HostOperations);
    }

    [StubFact]
    public void Gemm_TheLibraryIsOutOfMemory_IsTyped()
    {
        using ComputeDevice device = OpenWithStub();
        var error = Assert.Throws<DeviceMemoryException>(() => device.Gemm(new DenseMatrix<double>(1, 1, [1]), new DenseMatrix<double>(1, 4001)));
        Assert.Contains("cuBLAS", error.Message, StringComparison.Ordinal);
    }

    private static ComputeDevice OpenWithStub() => SimulatorFamily.Open(1, null, SimulatorShape.Small, VendorLibraries.Find([StubLibrary.Path!], [StubLibrary.Path!]));

    private static void Close(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance, $"Number {i}: expected {expected[i]:R}, got {found[i]:R}.");
    }
}
