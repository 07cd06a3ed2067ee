using System.Runtime.Intrinsics;

namespace GpuCqa.Compute;

/// <summary>A vector of 16-bit lanes of one width, so that a kernel is written once and compiled for each width.</summary>
internal interface IShortLanes<TVector> where TVector : struct
{
    static abstract int Count { get; }

    static abstract TVector Create(short value);

    static abstract TVector Load(ref short from, nuint at);

    static abstract void Store(TVector value, ref short to, nuint at);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Abs(TVector a);

    static abstract TVector Max(TVector a, TVector b);

    static abstract TVector And(TVector a, TVector b);

    static abstract TVector Or(TVector a, TVector b);

    /// <summary>-1 in lanes where a >= b, else 0.</summary>
    static abstract TVector AtLeast(TVector a, TVector b);
}

internal readonly struct ShortLanes128 : IShortLanes<Vector128<short>>
{
    public static int Count => Vector128<short>.Count;

    public static Vector128<short> Create(short value) => Vector128.Create(value);

    public static Vector128<short> Load(ref short from, nuint at) => Vector128.LoadUnsafe(ref from, at);

    public static void Store(Vector128<short> value, ref short to, nuint at) => value.StoreUnsafe(ref to, at);

    public static Vector128<short> Add(Vector128<short> a, Vector128<short> b) => a + b;

    public static Vector128<short> Subtract(Vector128<short> a, Vector128<short> b) => a - b;

    public static Vector128<short> Multiply(Vector128<short> a, Vector128<short> b) => a * b;

    public static Vector128<short> Abs(Vector128<short> a) => Vector128.Abs(a);

    public static Vector128<short> Max(Vector128<short> a, Vector128<short> b) => Vector128.Max(a, b);

    public static Vector128<short> And(Vector128<short> a, Vector128<short> b) => a & b;

    public static Vector128<short> Or(Vector128<short> a, Vector128<short> b) => a | b;

    public static Vector128<short> AtLeast(Vector128<short> a, Vector128<short> b) => Vector128.GreaterThanOrEqual(a, b);
}

internal readonly struct ShortLanes256 : IShortLanes<Vector256<short>>
{
    public static int Count => Vector256<short>.Count;

    public static Vector256<short> Create(short value) => Vector256.Create(value);

    public static Vector256<short> Load(ref short from, nuint at) => Vector256.LoadUnsafe(ref from, at);

    public static void Store(Vector256<short> value, ref short to, nuint at) => value.StoreUnsafe(ref to, at);

    public static Vector256<short> Add(Vector256<short> a, Vector256<short> b) => a + b;

    public static Vector256<short> Subtract(Vector256<short> a, Vector256<short> b) => a - b;

    public static Vector256<short> Multiply(Vector256<short> a, Vector256<short> b) => a * b;

    public static Vector256<short> Abs(Vector256<short> a) => Vector256.Abs(a);

    public static Vector256<short> Max(Vector256<short> a, Vector256<short> b) => Vector256.Max(a, b);

    public static Vector256<short> And(Vector256<short> a, Vector256<short> b) => a & b;

    public static Vector256<short> Or(Vector256<short> a, Vector256<short> b) => a | b;

    public static Vector256<short> AtLeast(Vector256<short> a, Vector256<short> b) => Vector256.GreaterThanOrEqual(a, b);
}

internal readonly struct ShortLanes512 : IShortLanes<Vector512<short>>
{
    public static int Count => Vector512<short>.Count;

    public static Vector512<short> Create(short value) => Vector512.Create(value);

    public static Vector512<short> Load(ref short from, nuint at) => Vector512.LoadUnsafe(ref from, at);

    public static void Store(Vector512<short> value, ref short to, nuint at) => value.StoreUnsafe(ref to, at);

    public static Vector512<short> Add(Vector512<short> a, Vector512<short> b) => a + b;

    public static Vector512<short> Subtract(Vector512<short> a, Vector512<short> b) => a - b;

    public static Vector512<short> Multiply(Vector512<short> a, Vector512<short> b) => a * b;

    public static Vector512<short> Abs(Vector512<short> a) => Vector512.Abs(a);

    public static Vector512<short> Max(Vector512<short> a, Vector512<short> b) => Vector512.Max(a, b);

    public static Vector512<short> And(Vector512<short> a, Vector512<short> b) => a & b;

    public static Vector512<short> Or(Vector512<short> a, Vector512<short> b) => a | b;

    public static Vector512<short> AtLeast(Vector512<short> a, Vector512<short> b) => Vector512.GreaterThanOrEqual(a, b);
}
