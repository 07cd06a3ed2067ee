using GpuCqa.Compat.Ilgpu.Tests.Support;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace GpuCqa.Compat.Ilgpu.Tests.Semantics;

public class CopyTests
{
    [Fact]
    public void PageLocked_RoundTrip_KeepsTheValues()
    {
        using var machine = new Machine();
        using AcceleratorStream stream = machine.Accelerator.CreateStream();
        using PageLockedArray1D<double> pinned = machine.Accelerator.AllocatePageLocked1D<double>(100);
        using PageLockedArray1D<double> back = machine.Accelerator.AllocatePageLocked1D<double>(100);
        using MemoryBuffer1D<double, Stride1D.Dense> buffer = machine.Accelerator.Allocate1D<double>(100);
        for (int i = 0; i < 100; i++) pinned[i] = i * 0.5;
        buffer.View.CopyFromPageLockedAsync(stream, pinned);
        buffer.View.CopyToPageLockedAsync(stream, back);
        stream.Synchronize();
        Assert.Equal(pinned.GetArray(), back.GetArray());
    }

    [Fact]
    public void SubView_OfABuffer_IsCopiedInPlace()
    {
        using var machine = new Machine();
        using MemoryBuffer1D<int, Stride1D.Dense> buffer = machine.Accelerator.Allocate1D(new[] { 0, 1, 2, 3, 4, 5 });
        buffer.View.SubView(2, 3).CopyFromCPU(new[] { 20, 30, 40 });
        Assert.Equal([0, 1, 20, 30, 40, 5], buffer.GetAsArray1D());
        Assert.Equal([30, 40], buffer.View.BaseView.SubView(3, 2).GetAsArray());
    }

    [Fact]
    public void Cast_ToBytes_HasTheLengthInBytes()
    {
        using var machine = new Machine();
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = machine.Accelerator.Allocate1D(new[] { 1f, 2f });
        Assert.Equal(8, buffer.View.BaseView.Cast<byte>().Length);
        Assert.Equal([1f, 2f], buffer.View.BaseView.Cast<byte>().Cast<float>().GetAsArray());
    }

    [Fact]
    public void Views_BeyondTheBuffer_AreRefused()
    {
        using var machine = new Machine();
        using MemoryBuffer1D<int, Stride1D.Dense> buffer = machine.Accelerator.Allocate1D<int>(4);
        Assert.ThrowsAny<Exception>(() => buffer.View.CopyFromCPU(new[] { 1, 2, 3, 4, 5 }));
    }
}
