#if ILGPU_STANDIN
using System.Reflection;
using GpuCqa.Compat.Ilgpu.Tests.Semantics;
using GpuCqa.Compat.Ilgpu.Tests.Support;
using ILGPU;
using ILGPU.Runtime;
using IlgpuStandin;
using Xunit;

namespace GpuCqa.Compat.Ilgpu.Tests.Standin;

/// <summary>What only the stand-in does. The tests change settings of the process, so that tests of this assembly run one after another.</summary>
public sealed partial class EngineTests : IDisposable
{
    public void Dispose()
    {
        Testing.Order = LaunchOrder.Ascending;
        Testing.UseThreads = false;
        Testing.DeferStreams = false;
        Testing.MemoryLimit = long.MaxValue;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Order_OfGroupsAndLanes_DoesNotShowInARightKernel(bool threads)
    {
        Testing.UseThreads = threads;
        float[] first = Sum(LaunchOrder.Ascending);
        Assert.Equal(first, Sum(LaunchOrder.Descending));
        for (int seed = 0; seed < 5; seed++) Assert.Equal(first, Sum(LaunchOrder.Shuffled(seed)));
    }

    [Fact]
    public void Order_OfFloatAtomics_ShowsInTheSum()
    {
        Assert.Equal(Atomic(LaunchOrder.Ascending), Atomic(LaunchOrder.Ascending));
        Assert.NotEqual(Atomic(LaunchOrder.Ascending), Atomic(LaunchOrder.Descending));
    }

    [Fact]
    public void MissingBarrier_InAnotherOrder_ShowsInTheResult()
    {
        int[] right = Run(Neighbour, 64, 1, 64), wrong = Run(NeighbourWithoutBarrier, 64, 1, 64);
        Assert.NotEqual(right, wrong);
    }

    [Fact]
    public void DivergentBarrier_NotAllLanesCome_IsNamed()
    {
        var fault = Assert.ThrowsAny<InvalidOperationException>(() => Run(Divergent, 8, 1, 8));
        Assert.Contains("EngineTests.Divergent", fault.Message, StringComparison.Ordinal);
        Assert.Contains("divergent", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DivergentBarrier_AtAnotherPlace_IsNamed() => Assert.Contains("divergent", Assert.ThrowsAny<InvalidOperationException>(() => Run(TwoBarriers, 8, 1, 8)).Message, StringComparison.Ordinal);

    [Fact]
    public void DivergentShuffle_IsNamed() => Assert.Contains("Shuffle", Assert.ThrowsAny<InvalidOperationException>(() => Run(DivergentShuffle, 32, 1, 32)).Message, StringComparison.Ordinal);

    [Fact]
    public void Shuffle_FromALaneThatIsNotThere_IsNamed() => Assert.Contains("lane 24", Assert.ThrowsAny<InvalidOperationException>(() => Run(Missing, 24, 1, 24)).Message, StringComparison.Ordinal);

    [Fact]
    public void View_OutOfBounds_NamesKernelGroupAndLane()
    {
        string message = Assert.ThrowsAny<Exception>(() => Run(Beyond, 8, 2, 8)).Message;
        Assert.Contains("EngineTests.Beyond", message, StringComparison.Ordinal);
        Assert.Contains("group (1, 0, 0)", message, StringComparison.Ordinal);
        Assert.Contains("lane 0", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Range_OutOfBounds_NamesTheKernel()
    {
        using var machine = new Machine();
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(4);
        Action<Index1D, ArrayView<int>> launch = machine.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>>(BeyondRange);
        Assert.Contains("BeyondRange", Assert.ThrowsAny<Exception>(() => launch(4, output.View)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Launch_OnADisposedBuffer_IsRefused()
    {
        using var machine = new Machine();
        MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(8);
        ArrayView<int> view = output.View;
        output.Dispose();
        Action<KernelConfig, ArrayView<int>, int> launch = machine.Accelerator.LoadStreamKernel<ArrayView<int>, int>(Neighbour);
        Assert.Throws<ObjectDisposedException>(() => launch(new KernelConfig(1, 8), view, 8));
        Assert.Throws<ObjectDisposedException>(() => view.GetAsArray());
    }

    [Fact]
    public void Group_LargerThanTheDevice_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => Run(Neighbour, 1024, 1, 1024));

    [Fact]
    public void SharedMemory_BeyondADevice_IsRefused() => Assert.Contains("49156 bytes", Assert.ThrowsAny<Exception>(() => Run(TooMuch, 1, 1, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Memory_BeyondTheLimit_IsOutOfMemory()
    {
        using var machine = new Machine();
        Testing.MemoryLimit = 1000;
        using MemoryBuffer1D<byte, Stride1D.Dense> first = machine.Accelerator.Allocate1D<byte>(900);
        Assert.Throws<OutOfMemoryException>(() => machine.Accelerator.Allocate1D<byte>(101));
        first.Dispose();
        machine.Accelerator.Allocate1D<byte>(1000).Dispose();
    }

    [Fact]
    public void DeferredStream_HostReadsTooEarly_SeesTheOldValues()
    {
        using var machine = new Machine();
        Testing.DeferStreams = true;
        using AcceleratorStream stream = machine.Accelerator.CreateStream();
        using PageLockedArray1D<int> pinned = machine.Accelerator.AllocatePageLocked1D<int>(4);
        using MemoryBuffer1D<int, Stride1D.Dense> buffer = machine.Accelerator.Allocate1D<int>(4);
        pinned.Span.Fill(7);
        buffer.View.CopyFromPageLockedAsync(stream, pinned);
        pinned.Span.Fill(9);
        stream.Synchronize();
        Assert.Equal([9, 9, 9, 9], buffer.GetAsArray1D());
    }

    [Fact]
    public void Kernels_OfTheseTests_NeedNoThreads()
    {
        MethodInfo[] kernels = [.. new[] { typeof(MeetingTests), typeof(GroupTests), typeof(WarpTests), typeof(EngineTests) }
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType == typeof(void) && !method.IsGenericMethod && method.GetParameters() is [var first, ..] && first.ParameterType.Name.StartsWith("ArrayView", StringComparison.Ordinal))];
        Assert.True(kernels.Length > 20);
        Assert.All(kernels, kernel => Assert.Null(Testing.ReasonForThreads(kernel)));
    }

    [Fact]
    public void SharedMemory_BeforeItIsWritten_IsNotZero() => Assert.Equal(-1, Run(Unwritten, 1, 1, 1)[0]);

    private static int[] Run(Action<ArrayView<int>, int> kernel, int count, int groups, int lanes)
    {
        using var machine = new Machine();
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(count);
        machine.Accelerator.LoadStreamKernel(kernel)(new KernelConfig(groups, lanes), output.View, lanes);
        machine.Accelerator.Synchronize();
        return output.GetAsArray1D();
    }

    private static float[] Sum(LaunchOrder order)
    {
        Testing.Order = order;
        using var machine = new Machine();
        using MemoryBuffer1D<float, Stride1D.Dense> output = machine.Accelerator.Allocate1D<float>(6);
        machine.Accelerator.LoadStreamKernel<ArrayView<float>>(Reduce)(new KernelConfig(6, 128), output.View);
        machine.Accelerator.Synchronize();
        return output.GetAsArray1D();
    }

    private static float Atomic(LaunchOrder order)
    {
        Testing.Order = order;
        using var machine = new Machine();
        using MemoryBuffer1D<float, Stride1D.Dense> output = machine.Accelerator.Allocate1D<float>(1);
        output.MemSetToZero();
        machine.Accelerator.LoadStreamKernel<ArrayView<float>>(AddAll)(new KernelConfig(32, 32), output.View);
        machine.Accelerator.Synchronize();
        return output.GetAsArray1D()[0];
    }
}
#endif
