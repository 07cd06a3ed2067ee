namespace ILGPU.Algorithms.ScanReduceOperations;

/// <summary>An associative operation with its neutral element.</summary>
public interface IScanReduceOperation<T>
    where T : struct
{
    string CLCommand { get; }

    T Identity { get; }

    T Apply(T first, T second);

    void AtomicApply(ref T target, T value);
}
