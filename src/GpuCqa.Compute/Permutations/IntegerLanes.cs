using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuCqa.Compute;

/// <summary>A vector of whole numbers of one width, so that a kernel is written once and compiled for each width and size of number.</summary>
/// <typeparam name="TVector">Register type, or the number itself for scalar code.</typeparam>
/// <typeparam name="T"><see cref="short"/>, <see cref="int"/> or <see cref="long"/>; results are modulo its size.</typeparam>
internal interface IIntegerLanes<TVector, T> where TVector : struct where T : unmanaged
{
    static abstract int Count { get; }

    static abstract TVector Create(T value);

    static abstract TVector Load(ref T from, nuint at);

    static abstract void Store(TVector value, ref T to, nuint at);

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

/// <summary>One number at a time.</summary>
internal readonly struct IntegerLanesScalar<T> : IIntegerLanes<T, T> where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
{
    public static int Count => 1;

    public static T Create(T value) => value;

    public static T Load(ref T from, nuint at) => Unsafe.Add(ref from, at);

    public static void Store(T value, ref T to, nuint at) => Unsafe.Add(ref to, at) = value;

    public static T Add(T a, T b) => a + b;

    public static T Subtract(T a, T b) => a - b;

    public static T Multiply(T a, T b) => a * b;

    public static T Abs(T a) => T.Abs(a);

    public static T Max(T a, T b) => T.Max(a, b);

    public static T And(T a, T b) => a & b;

    public static T Or(T a, T b) => a | b;

    public static T AtLeast(T a, T b) => a >= b ? T.NegativeOne : T.Zero;
}

internal readonly struct IntegerLanes128<T> : IIntegerLanes<Vector128<T>, T> where T : unmanaged
{
    public static int Count => Vector128<T>.Count;

    public static Vector128<T> Create(T value) => Vector128.Create(value);

    public static Vector128<T> Load(ref T from, nuint at) => Vector128.LoadUnsafe(ref from, at);

    public static void Store(Vector128<T> value, ref T to, nuint at) => value.StoreUnsafe(ref to, at);

    public static Vector128<T> Add(Vector128<T> a, Vector128<T> b) => a + b;

    public static Vector128<T> Subtract(Vector128<T> a, Vector128<T> b) => a - b;

    public static Vector128<T> Multiply(Vector128<T> a, Vector128<T> b) => a * b;

    public static Vector128<T> Abs(Vector128<T> a) => Vector128.Abs(a);

    public static Vector128<T> Max(Vector128<T> a, Vector128<T> b) => Vector128.Max(a, b);

    public static Vector128<T> And(Vector128<T> a, Vector128<T> b) => a & b;

    public static Vector128<T> Or(Vector128<T> a, Vector128<T> b) => a | b;

    public static Vector128<T> AtLeast(Vector128<T> a, Vector128<T> b) => Vector128.GreaterThanOrEqual(a, b);
}

internal readonly struct IntegerLanes256<T> : IIntegerLanes<Vector256<T>, T> where T : unmanaged
{
    public static int Count => Vector256<T>.Count;

    public static Vector256<T> Create(T value) => Vector256.Create(value);

    public static Vector256<T> Load(ref T from, nuint at) => Vector256.LoadUnsafe(ref from, at);

    public static void Store(Vector256<T> value, ref T to, nuint at) => value.StoreUnsafe(ref to, at);

    public static Vector256<T> Add(Vector256<T> a, Vector256<T> b) => a + b;

    public static Vector256<T> Subtract(Vector256<T> a, Vector256<T> b) => a - b;

    public static Vector256<T> Multiply(Vector256<T> a, Vector256<T> b) => a * b;

    public static Vector256<T> Abs(Vector256<T> a) => Vector256.Abs(a);

    public static Vector256<T> Max(Vector256<T> a, Vector256<T> b) => Vector256.Max(a, b);

    public static Vector256<T> And(Vector256<T> a, Vector256<T> b) => a & b;

    public static Vector256<T> Or(Vector256<T> a, Vector256<T> b) => a | b;

    public static Vector256<T> AtLeast(Vector256<T> a, Vector256<T> b) => Vector256.GreaterThanOrEqual(a, b);
}

internal readonly struct IntegerLanes512<T> : IIntegerLanes<Vector512<T>, T> where T : unmanaged
{
    public static int Count => Vector512<T>.Count;

    public static Vector512<T> Create(T value) => Vector512.Create(value);

    public static Vector512<T> Load(ref T from, nuint at) => Vector512.LoadUnsafe(ref from, at);

    public static void Store(Vector512<T> value, ref T to, nuint at) => value.StoreUnsafe(ref to, at);

    public static Vector512<T> Add(Vector512<T> a, Vector512<T> b) => a + b;

    public static Vector512<T> Subtract(Vector512<T> a, Vector512<T> b) => a - b;

    public static Vector512<T> Multiply(Vector512<T> a, Vector512<T> b) => a * b;

    public static Vector512<T> Abs(Vector512<T> a) => Vector512.Abs(a);

    public static Vector512<T> Max(Vector512<T> a, Vector512<T> b) => Vector512.Max(a, b);

    public static Vector512<T> And(Vector512<T> a, Vector512<T> b) => a & b;

    public static Vector512<T> Or(Vector512<T> a, Vector512<T> b) => a | b;

    public static Vector512<T> AtLeast(Vector512<T> a, Vector512<T> b) => Vector512.GreaterThanOrEqual(a, b);
}
