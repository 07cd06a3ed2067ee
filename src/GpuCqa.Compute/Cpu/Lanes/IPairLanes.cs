namespace GpuCqa.Compute;

/// <summary>Lanes of 32 bits for products of pairs of whole numbers of 16 bits: a kernel is written once over this and compiled for each width.</summary>
/// <typeparam name="TVector">Register type, or the element itself for scalar code.</typeparam>
internal unsafe interface IPairLanes<TVector> where TVector : struct
{
    /// <summary>Lanes in a vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(int* from);

    static abstract void Store(TVector vector, int* to);

    /// <summary>All lanes the same value.</summary>
    static abstract TVector Fill(int value);

    /// <summary>c plus, in each lane, the product of the low halves of a and b and that of their high halves.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Max(TVector a, TVector b);

    /// <summary>Whether a lane of a is greater than that of b.</summary>
    static abstract bool AnyGreater(TVector a, TVector b);

    /// <summary>Bit i is set when lane i of a is greater than that of b.</summary>
    static abstract uint GreaterMask(TVector a, TVector b);
}
