using System.Numerics;
using ILGPU.AtomicOperations;

namespace ILGPU;

/// <content>Atomics of a given operation, by comparing and exchanging until nobody came between.</content>
public static partial class Atomic
{
    public static T MakeAtomic<T, TOperation, TCompareExchangeOperation>(ref T target, T value, TOperation operation, TCompareExchangeOperation compareExchangeOperation)
        where T : unmanaged
        where TOperation : struct, IAtomicOperation<T>
        where TCompareExchangeOperation : struct, ICompareExchangeOperation<T>
    {
        T seen = target;
        while (true)
        {
            T found = compareExchangeOperation.CompareExchange(ref target, seen, operation.Operation(seen, value));
            if (compareExchangeOperation.IsSame(found, seen)) return found;
            seen = found;
        }
    }

    private readonly struct Sum<T> : IAtomicOperation<T>
        where T : unmanaged, INumber<T>
    {
        public T Operation(T current, T value) => current + value;
    }

    private readonly struct Largest<T> : IAtomicOperation<T>
        where T : unmanaged, INumber<T>
    {
        public T Operation(T current, T value) => T.Max(current, value);
    }

    private readonly struct Smallest<T> : IAtomicOperation<T>
        where T : unmanaged, INumber<T>
    {
        public T Operation(T current, T value) => T.Min(current, value);
    }

    private readonly struct Difference<T> : IAtomicOperation<T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public T Operation(T current, T value) => current ^ value;
    }

    private readonly struct Swap<T> : ICompareExchangeOperation<T>
        where T : unmanaged
    {
        public T CompareExchange(ref T target, T compare, T value) => Interlocked.CompareExchange(ref target, value, compare);

        // By bits: a NaN that was found unchanged is unchanged.
        public unsafe bool IsSame(T left, T right) => sizeof(T) == 4 ? *(int*)&left == *(int*)&right : *(long*)&left == *(long*)&right;
    }
}
