namespace GpuCqa.Compute;

/// <summary>The lanes of one vector width: a kernel is written once over this and compiled for each width.</summary>
/// <typeparam name="TVector">Register type, or the element itself for scalar code.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal unsafe interface ILanes<TVector, T> where TVector : struct where T : unmanaged
{
    /// <summary>Elements in a vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(T* from);

    static abstract void Store(TVector vector, T* to);

    /// <summary>All lanes the same value.</summary>
    static abstract TVector Fill(T value);

    /// <summary>a * b + c, fused where the hardware can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Max(TVector a, TVector b);

    /// <summary>Whether a lane of a is greater than that of b.</summary>
    static abstract bool AnyGreater(TVector a, TVector b);

    /// <summary>Bit i is set when lane i of a is greater than that of b.</summary>
    static abstract uint GreaterMask(TVector a, TVector b);

    static abstract TVector Abs(TVector a);

    /// <summary>Bit i is set when lane i of a is at least that of b; never where either is not a number.</summary>
    static abstract uint AtLeastMask(TVector a, TVector b);
}
