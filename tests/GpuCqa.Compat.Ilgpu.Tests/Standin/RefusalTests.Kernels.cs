#if ILGPU_STANDIN
using System.Numerics;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace GpuCqa.Compat.Ilgpu.Tests.Standin;

public partial class RefusalTests
{
    private static readonly int[] Table = [1, 2, 3];
    private static readonly int Five = int.Parse("5", System.Globalization.CultureInfo.InvariantCulture);
    private static int changes = 1;

    private interface IBound
    {
        static abstract float Apply(float value);
    }

    private static void Throws(Index1D i, ArrayView<float> v)
    {
        if (v[i] < 0) throw new InvalidOperationException();
        v[i] = 1;
    }

    private static void Tries(Index1D i, ArrayView<float> v)
    {
        try
        {
            v[i] = 1;
        }
        finally
        {
            v[i] += 1;
        }
    }

    private static void MakesAClass(Index1D i, ArrayView<float> v) => v[i] = new Holder { Value = 3 }.Value;

    private static void Boxes(Index1D i, ArrayView<float> v)
    {
        object boxed = v[i];
        v[i] = boxed.GetHashCode();
    }

    private static void ReadsAStatic(Index1D i, ArrayView<float> v) => v[i] = changes;

    private static void WritesAStatic(Index1D i, ArrayView<float> v) => changes = (int)v[i];

    private static void ReadsAStaticArray(Index1D i, ArrayView<float> v) => v[i] = Table[i];

    private static void HasAText(Index1D i, ArrayView<float> v) => v[i] = "text".Length;

    private static void CallsADelegate(Index1D i, ArrayView<float> v)
    {
        Func<float, float> twice = static x => 2 * x;
        v[i] = twice(v[i]);
    }

    private static void Captures(Index1D i, ArrayView<float> v)
    {
        float factor = v[i];
        v[i] = Scaled(2);
        float Scaled(float x) => x * factor;
    }

    private static void Clamps(Index1D i, ArrayView<float> v) => v[i] = Math.Clamp(v[i], 0f, 1f);

    private static void Fuses(Index1D i, ArrayView<float> v) => v[i] = MathF.FusedMultiplyAdd(v[i], 2, 1);

    private static void TakesLog2(Index1D i, ArrayView<float> v) => v[i] = MathF.Log2(v[i]);

    private static void TakesCubeRoot(Index1D i, ArrayView<float> v) => v[i] = MathF.Cbrt(v[i]);

    private static void CopiesASign(Index1D i, ArrayView<float> v) => v[i] = MathF.CopySign(v[i], -1);

    private static void CountsBits(Index1D i, ArrayView<float> v) => v[i] = BitOperations.Log2((uint)v[i]);

    private static void TakesASign(Index1D i, ArrayView<float> v) => v[i] = MathF.Sign(v[i]);

    private static void ReadsBits(Index1D i, ArrayView<float> v) => v[i] = BitConverter.SingleToUInt32Bits(v[i]);

    private static void Halves(Index1D i, ArrayView<float> v) => v[i] = (float)(System.Half)v[i];

    private static void ThroughAHelper(Index1D i, ArrayView<float> v) => v[i] = Checked(v[i]);

    private static float Checked(float value) => value >= 0 ? value : throw new InvalidOperationException();

    private static void ThroughAStaticMember(Index1D i, ArrayView<float> v) => v[i] = Applied<Unit>(v[i]);

    private static float Applied<TBound>(float value)
        where TBound : struct, IBound => TBound.Apply(value);

    private static void CopiesOnTheHost(Index1D i, ArrayView<float> v) => v.MemSetToZero();

    private static void Waits(Index1D i, ArrayView<float> v)
    {
        Group.Barrier();
        v[i] = 1;
    }

    private static void Fine(Index1D i, ArrayView<float> v)
    {
        (float low, float high) = (IntrinsicMath.Min(v[i], 100f), XMath.Max(v[i], -100f));
        int sign = Math.Sign((int)low);
        v[i] = sign switch
        {
            -1 => high + Five,
            0 => 0,
            _ => high + Five,
        };
    }

    private readonly struct Unit : IBound
    {
        public static float Apply(float value) => Math.Clamp(value, 0, 1);
    }

    private sealed class Holder
    {
        public float Value { get; init; }
    }
}
#endif
