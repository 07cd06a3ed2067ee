namespace ILGPU.AtomicOperations;

/// <summary>How a value is compared and exchanged.</summary>
public interface ICompareExchangeOperation<T>
    where T : unmanaged
{
    T CompareExchange(ref T target, T compare, T value);

    bool IsSame(T left, T right);
}

/// <summary>What an atomic does with the value that it finds.</summary>
public interface IAtomicOperation<T>
    where T : unmanaged
{
    T Operation(T current, T value);
}
