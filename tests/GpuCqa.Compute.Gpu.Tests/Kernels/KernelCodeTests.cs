using System.Reflection;
using GpuCqa.Compute.Gpu.Tests.Ptx;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Kernels;

/// <summary>The IL of every kernel: no floating-point atomics, whose sums change with the order of groups, and no method that ILGPU compiles wrongly.</summary>
public class KernelCodeTests
{
    [Fact]
    public void Kernels_All_CallNothingForbidden()
    {
        Assert.InRange(KernelPtx.All.Length, 30, 1000);
        Assert.Empty(KernelPtx.All.SelectMany(KernelRules.Broken));
    }

    [Fact]
    public void ForeignCalls_OfTheKernels_ReachIntegerAtomics()
    {
        string[] atomics = [.. KernelPtx.All.SelectMany(KernelCode.ForeignCalls).Where(c => c.Called.DeclaringType == typeof(ILGPU.Atomic)).Select(c => c.Caller.DeclaringType!.Name).Distinct()];
        Assert.Contains("RankSumKernels", atomics);
        Assert.Contains("TileHits", atomics);
    }

    [Theory]
    [InlineData(nameof(PlantedKernels.FloatSum), "AddTo calls Atomic.Add")]
    [InlineData(nameof(PlantedKernels.DoubleLargest), "DoubleLargest calls Atomic.Max")]
    [InlineData(nameof(PlantedKernels.Clamped), "calls Math.Clamp")]
    [InlineData(nameof(PlantedKernels.Fused), "calls MathF.FusedMultiplyAdd")]
    [InlineData(nameof(PlantedKernels.Signed), "calls Math.CopySign")]
    [InlineData(nameof(PlantedKernels.ByTypeArgument), "Logarithm.Of calls MathF.Log2")]
    public void Broken_APlantedFault_IsFound(string kernel, string expected) => Assert.Contains(expected, Assert.Single(KernelRules.Broken(Planted(kernel))), StringComparison.Ordinal);

    [Fact]
    public void Broken_AnIntegerAtomic_IsAllowed() => Assert.Empty(KernelRules.Broken(Planted(nameof(PlantedKernels.IntegerSum))));

    private static MethodInfo Planted(string name) => typeof(PlantedKernels).GetMethod(name)!;
}
