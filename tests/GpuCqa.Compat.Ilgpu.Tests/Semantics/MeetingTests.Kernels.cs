using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compat.Ilgpu.Tests.Semantics;

public partial class MeetingTests
{
    private interface IOperation
    {
        static abstract int Identity { get; }

        int Apply(int first, int second);
    }

    private static void Expression(ArrayView<int> output, int five)
    {
        int lane = Group.IdxX;
        output[Grid.GlobalIndex.X] = (1000 * lane) + (2 * Warp.ShuffleXor(lane, 1)) + (lane % 2 == 0 ? 7 : 9);
    }

    private static void References(ArrayView<int> output, int five)
    {
        int mine = Group.IdxX, sum = five;
        Exchange(ref mine, ref sum, out int other);
        output[Grid.GlobalIndex.X] = (other * 10) + sum;
    }

    private static void Exchange(ref int mine, ref int sum, out int other)
    {
        ArrayView<int> shared = SharedMemory.Allocate<int>(Lanes);
        shared[Group.IdxX] = mine;
        Group.Barrier();
        other = shared[Lanes - 1 - Group.IdxX];
        sum += mine;
        Group.Barrier();
    }

    private static void Methods(ArrayView<int> output, int five)
    {
        var counter = new Counter { Value = 3 * Group.IdxX };
        counter.AddOpposite();
        counter.Value += 3;
        output[Grid.GlobalIndex.X] = counter.Value;
    }

    private static void Loops(ArrayView<int> output, int five)
    {
        ArrayView<int> shared = SharedMemory.Allocate<int>(Lanes);
        int total = 0;
        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < 4; b++)
            {
                shared[Group.IdxX] = Group.IdxX;
                Group.Barrier();
                total += (100 * a) + b + shared[(Group.IdxX + 1) % Lanes];
                Group.Barrier();
            }
        }

        output[Grid.GlobalIndex.X] = total;
    }

    private static void Locals(ArrayView<int> output, int five)
    {
        ArrayView<int> local = LocalMemory.Allocate<int>(4);
        for (int i = 0; i < 4; i++) local[i] = i * Group.IdxX;
        int next = Warp.Shuffle(Group.IdxX, (Group.IdxX + 1) % Lanes);
        Group.Barrier();
        int sum = next;
        for (int i = 0; i < local.IntLength; i++) sum += local[i];
        output[Grid.GlobalIndex.X] = sum;
    }

    private static void Switches(ArrayView<int> output, int five)
    {
        int value = 0;
        switch (five)
        {
            case 0: value = 1; break;
            case 1: value = 2; break;
            case 2: value = 3; break;
            case 5:
                value = Warp.Shuffle(Group.IdxX, (Group.IdxX + 1) % Lanes) + 100;
                break;
        }

        output[Grid.GlobalIndex.X] = value;
    }

    private static void Generic(ArrayView<int> output, int five) => output[Grid.GlobalIndex.X] = Butterfly<Largest>(Group.IdxX) + 1 + (2 * Group.IdxX);

    private static int Butterfly<TOperation>(int value)
        where TOperation : struct, IOperation
    {
        int result = default(TOperation).Apply(TOperation.Identity, value);
        for (int mask = Lanes / 2; mask > 0; mask /= 2) result = default(TOperation).Apply(result, Warp.ShuffleXor(result, mask));
        return result;
    }

    private static void Element(ArrayView<int> output, int five)
    {
        ref int place = ref output[Grid.GlobalIndex.X];
        ArrayView<int> shared = SharedMemory.Allocate<int>(Lanes);
        shared[Group.IdxX] = Group.IdxX;
        place = 100;
        Group.Barrier();
        place += shared[Lanes - 1 - Group.IdxX];
    }

    private static void Twice(ArrayView<int> output, int five) => output[Grid.GlobalIndex.X] = (Ahead(1) * 100) + Ahead(2);

    private static int Ahead(int distance) => Warp.Shuffle(Group.IdxX, (Group.IdxX + distance) % Lanes);

    private readonly struct Largest : IOperation
    {
        public static int Identity => int.MinValue;

        public int Apply(int first, int second) => IntrinsicMath.Max(first, second);
    }

    private struct Counter
    {
        public int Value;

        public void AddOpposite()
        {
            int opposite = Warp.Shuffle(Group.IdxX, Lanes - 1 - Group.IdxX);
            Value += opposite;
        }
    }
}
