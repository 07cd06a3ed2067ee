using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Sparse;

public class HostFallbackTests
{
    [Fact]
    public void ColumnMoments_ValuesBeyondTheIntegerSums_AreCountedAsAHostOperation()
    {
        CsrMatrix<double> values = TestMatrices.Values(20, 5, 0.5, 70);
        values.Values[2] = double.NaN;
        using ComputeDevice device = GpuFamilies.OpenSimulator(1);
        device.ColumnMoments(device.Upload(values));
        Assert.Equal(1, device.HostOperations["ColumnMoments"]);
    }

    [Fact]
    public void SymmetricEigen_NoSolver_IsCountedAsAHostOperation()
    {
        using ComputeDevice device = GpuFamilies.OpenSimulator(1);
        device.SymmetricEigen(TestMatrices.Symmetric(20, 71), 3, 1);
        Assert.Equal(1, device.HostOperations["SymmetricEigen"]);
    }
}
