#if ILGPU_STANDIN
using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compat.Ilgpu.Tests.Standin;

public sealed partial class EngineTests
{
    private static void Reduce(ArrayView<float> output)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(4);
        float value = 1f / (1 + Grid.GlobalIndex.X);
        for (int delta = Warp.WarpSize / 2; delta > 0; delta /= 2) value += Warp.ShuffleDown(value, delta);
        if (Warp.IsFirstLane) shared[Warp.WarpIdx] = value;
        Group.Barrier();
        if (Group.IdxX == 0) output[Grid.IdxX] = shared[0] + shared[1] + shared[2] + shared[3];
    }

    private static void AddAll(ArrayView<float> output) => ILGPU.Atomic.Add(ref output[0], 1f / (1 + Grid.GlobalIndex.X));

    private static void Neighbour(ArrayView<int> output, int lanes)
    {
        ArrayView<int> shared = SharedMemory.Allocate<int>(64);
        shared[Group.IdxX] = Group.IdxX;
        Group.Barrier();
        output[Group.IdxX] = shared[(Group.IdxX + 1) % lanes];
    }

    private static void NeighbourWithoutBarrier(ArrayView<int> output, int lanes)
    {
        ArrayView<int> shared = SharedMemory.Allocate<int>(64);
        shared[Group.IdxX] = Group.IdxX;
        output[Group.IdxX] = shared[(Group.IdxX + 1) % lanes];
    }

    private static void Divergent(ArrayView<int> output, int lanes)
    {
        if (Group.IdxX < 4) Group.Barrier();
        output[Group.IdxX] = lanes;
    }

    private static void TwoBarriers(ArrayView<int> output, int lanes)
    {
        if (Group.IdxX < 4)
        {
            output[Group.IdxX] = 1;
            Group.Barrier();
        }
        else
        {
            output[Group.IdxX] = 2;
            Group.Barrier();
        }
    }

    private static void DivergentShuffle(ArrayView<int> output, int lanes)
    {
        output[Group.IdxX] = 0;
        if (Group.IdxX < 16) output[Group.IdxX] = Warp.ShuffleDown(Group.IdxX, 1);
    }

    private static void Missing(ArrayView<int> output, int lanes) => output[Group.IdxX] = Warp.ShuffleDown(Group.IdxX, 1);

    private static void Beyond(ArrayView<int> output, int lanes) => output[Grid.GlobalIndex.X] = 0;

    private static void BeyondRange(Index1D index, ArrayView<int> output) => output[index + 1] = 0;

    private static void TooMuch(ArrayView<int> output, int lanes)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(12 * 1024);
        ArrayView<float> more = SharedMemory.Allocate<float>(1);
        shared[0] = more[0];
    }

    private static void Unwritten(ArrayView<int> output, int lanes) => output[0] = SharedMemory.Allocate<int>(1)[0];
}
#endif
