#if ILGPU_STANDIN
using GpuCqa.Compat.Ilgpu.Tests.Support;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace GpuCqa.Compat.Ilgpu.Tests.Standin;

/// <summary>What ILGPU would not compile is refused when a kernel is loaded, by name and with a reason.</summary>
public partial class RefusalTests
{
    public static TheoryData<string, string> Refused => new()
    {
        { nameof(Throws), "exceptions" },
        { nameof(Tries), "try" },
        { nameof(MakesAClass), "is a class" },
        { nameof(Boxes), "boxed" },
        { nameof(ReadsAStatic), "not readonly" },
        { nameof(WritesAStatic), "static fields" },
        { nameof(ReadsAStaticArray), "static array" },
        { nameof(HasAText), "texts" },
        { nameof(CallsADelegate), "delegate" },
        { nameof(Captures), "captured" },
        { nameof(Clamps), "IntrinsicMath.Clamp" },
        { nameof(Fuses), "unresolved function" },
        { nameof(TakesLog2), "XMath.Log2" },
        { nameof(TakesCubeRoot), "unresolved function" },
        { nameof(CopiesASign), "swaps" },
        { nameof(CountsBits), "XMath.Log2" },
        { nameof(TakesASign), "throws" },
        { nameof(ReadsBits), "Interop.FloatAsInt" },
        { nameof(Halves), "ILGPU.Half" },
        { nameof(ThroughAHelper), "exceptions" },
        { nameof(ThroughAStaticMember), "IntrinsicMath.Clamp" },
        { nameof(CopiesOnTheHost), "host" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Kernel_ThatIlgpuDoesNotCompile_IsRefused(string name, string reason)
    {
        using var machine = new Machine();
        var kernel = typeof(RefusalTests).GetMethod(name, System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.CreateDelegate<Action<Index1D, ArrayView<float>>>();
        string message = Assert.Throws<InternalCompilerException>(() => machine.Accelerator.LoadAutoGroupedStreamKernel(kernel)).Message;
        Assert.Contains($"RefusalTests.{name}", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kernel_OverARange_HasNoBarrier()
    {
        using var machine = new Machine();
        Assert.Throws<NotSupportedException>(() => machine.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>>(Waits));
    }

    [Fact]
    public void Kernel_WithCaptures_IsRefused()
    {
        using var machine = new Machine();
        float captured = DateTime.UnixEpoch.Year;
        Assert.Throws<NotSupportedException>(() => machine.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>>((i, v) => v[i] = captured));
    }

    [Fact]
    public void Kernel_OfWhatIlgpuCompiles_IsTaken()
    {
        using var machine = new Machine();
        using MemoryBuffer1D<float, Stride1D.Dense> values = machine.Accelerator.Allocate1D(new[] { 4f, 9f, -3f });
        machine.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>>(Fine)(3, values.View);
        Assert.Equal([9f, 14f, 2f], values.GetAsArray1D());
    }
}
#endif
