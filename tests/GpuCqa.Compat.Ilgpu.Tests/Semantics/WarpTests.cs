using GpuCqa.Compat.Ilgpu.Tests.Support;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Algorithms.ScanReduceOperations;
using ILGPU.Runtime;
using Xunit;

namespace GpuCqa.Compat.Ilgpu.Tests.Semantics;

public class WarpTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(32)]
    public void Shuffles_AcrossAWarp_TakeTheSourceLane(int warpSize)
    {
        using var machine = new Machine(warpSize, 2);
        int lanes = 2 * warpSize;
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(4 * lanes);
        machine.Accelerator.LoadStreamKernel<ArrayView<int>>(Shuffle)(new KernelConfig(1, lanes), output.View);
        machine.Accelerator.Synchronize();
        int[] values = output.GetAsArray1D();
        for (int i = 0; i < lanes; i++)
        {
            int lane = i % warpSize, start = i - lane;
            Assert.Equal(start + 1, values[4 * i]);
            Assert.Equal(lane + 1 < warpSize ? i + 1 : i, values[(4 * i) + 1]);
            Assert.Equal(lane >= 1 ? i - 1 : i, values[(4 * i) + 2]);
            Assert.Equal(start + (lane ^ 1), values[(4 * i) + 3]);
        }
    }

    [Fact]
    public void Reductions_OfAGroup_AreSums()
    {
        using var machine = new Machine(32, 4);
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(3 * 128);
        machine.Accelerator.LoadStreamKernel<ArrayView<int>>(Reduce)(new KernelConfig(1, 128), output.View);
        machine.Accelerator.Synchronize();
        int[] values = output.GetAsArray1D();
        for (int i = 0; i < 128; i++)
        {
            Assert.Equal(128 * 127 / 2, values[3 * i]);
            Assert.Equal(i * (i - 1) / 2, values[(3 * i) + 1]);
            Assert.Equal(Enumerable.Range(i / 32 * 32, 32).Sum(), values[(3 * i) + 2]);
        }
    }

    private static void Shuffle(ArrayView<int> output)
    {
        int i = Group.IdxX;
        output[4 * i] = Warp.Shuffle(i, 1);
        output[(4 * i) + 1] = Warp.ShuffleDown(i, 1);
        output[(4 * i) + 2] = Warp.ShuffleUp(i, 1);
        output[(4 * i) + 3] = Warp.ShuffleXor(i, 1);
    }

    private static void Reduce(ArrayView<int> output)
    {
        int i = Group.IdxX;
        output[3 * i] = GroupExtensions.AllReduce<int, AddInt32>(i);
        output[(3 * i) + 1] = GroupExtensions.ExclusiveScan<int, AddInt32>(i);
        output[(3 * i) + 2] = WarpExtensions.AllReduce<int, AddInt32>(i);
    }
}
