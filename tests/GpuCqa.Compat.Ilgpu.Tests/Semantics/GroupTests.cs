using GpuCqa.Compat.Ilgpu.Tests.Support;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace GpuCqa.Compat.Ilgpu.Tests.Semantics;

public class GroupTests
{
    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 64)]
    public void Group_Indices_AreThoseOfTheLaunch(int groups, int lanes)
    {
        using var machine = new Machine();
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(groups * lanes);
        machine.Accelerator.LoadStreamKernel<ArrayView<int>>(Label)(new KernelConfig(groups, lanes), output.View);
        machine.Accelerator.Synchronize();
        Assert.Equal(Enumerable.Range(0, groups * lanes), output.GetAsArray1D());
    }

    [Fact]
    public void Barrier_SharedMemory_IsReversedWithinEachGroup()
    {
        using var machine = new Machine();
        const int Groups = 3;
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(Groups * 64);
        machine.Accelerator.LoadStreamKernel<ArrayView<int>>(Reverse)(new KernelConfig(Groups, 64), output.View);
        machine.Accelerator.Synchronize();
        Assert.Equal(Enumerable.Range(0, Groups).SelectMany(g => Enumerable.Range(0, 64).Select(i => (g * 64) + 63 - i)), output.GetAsArray1D());
    }

    [Fact]
    public void Barrier_Votes_CountLanes()
    {
        using var machine = new Machine();
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(64 * 3);
        machine.Accelerator.LoadStreamKernel<ArrayView<int>>(Vote)(new KernelConfig(1, 64), output.View);
        machine.Accelerator.Synchronize();
        int[] votes = output.GetAsArray1D();
        for (int i = 0; i < 64; i++) Assert.Equal((10, 0, 1), (votes[3 * i], votes[(3 * i) + 1], votes[(3 * i) + 2]));
    }

    [Fact]
    public void Dynamic_SharedMemory_HasTheRequestedLength()
    {
        using var machine = new Machine();
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(32);
        var config = new KernelConfig(1, 32, SharedMemoryConfig.RequestDynamic<int>(32));
        machine.Accelerator.LoadStreamKernel<ArrayView<int>>(Rotate)(config, output.View);
        machine.Accelerator.Synchronize();
        Assert.Equal(Enumerable.Range(0, 32).Select(i => (i + 1) % 32), output.GetAsArray1D());
    }

    [Fact]
    public void Broadcast_OfALane_ReachesTheGroup()
    {
        using var machine = new Machine();
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(64);
        machine.Accelerator.LoadStreamKernel<ArrayView<int>>(Tell)(new KernelConfig(1, 64), output.View);
        machine.Accelerator.Synchronize();
        Assert.All(output.GetAsArray1D(), value => Assert.Equal(50, value));
    }

    [Fact]
    public void Atomics_OfManyGroups_LoseNothing()
    {
        using var machine = new Machine();
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D(new[] { 0, int.MaxValue, int.MinValue });
        machine.Accelerator.LoadStreamKernel<ArrayView<int>>(Gather)(new KernelConfig(10, 32), output.View);
        machine.Accelerator.Synchronize();
        Assert.Equal([320 * 319 / 2, 0, 319], output.GetAsArray1D());
    }

    private static void Label(ArrayView<int> output) => output[Grid.GlobalIndex.X] = (Grid.IdxX * Group.DimX) + Group.IdxX;

    private static void Reverse(ArrayView<int> output)
    {
        ArrayView<int> shared = SharedMemory.Allocate<int>(64);
        int at = Grid.GlobalIndex.X;
        shared[Group.IdxX] = at;
        Group.Barrier();
        output[at] = shared[63 - Group.IdxX];
    }

    private static void Vote(ArrayView<int> output)
    {
        int lane = Group.IdxX;
        output[3 * lane] = Group.BarrierPopCount(lane < 10);
        output[(3 * lane) + 1] = Group.BarrierAnd(lane < 10) ? 1 : 0;
        output[(3 * lane) + 2] = Group.BarrierOr(lane < 10) ? 1 : 0;
    }

    private static void Rotate(ArrayView<int> output)
    {
        ArrayView<int> shared = SharedMemory.GetDynamic<int>();
        shared[Group.IdxX] = Group.IdxX;
        Group.Barrier();
        output[Group.IdxX] = shared[(Group.IdxX + 1) % shared.IntLength];
    }

    private static void Tell(ArrayView<int> output) => output[Group.IdxX] = Group.Broadcast(10 * Group.IdxX, 5);

    private static void Gather(ArrayView<int> output)
    {
        int at = Grid.GlobalIndex.X;
        Atomic.Add(ref output[0], at);
        Atomic.Min(ref output[1], at);
        Atomic.Max(ref output[2], at);
    }
}
