namespace ILGPU;

/// <summary>Read-modify-write of one value that no other lane comes between; each returns what was there before.</summary>
public static partial class Atomic
{
    public static int Add(ref int target, int value) => Interlocked.Add(ref target, value) - value;

    public static long Add(ref long target, long value) => Interlocked.Add(ref target, value) - value;

    public static uint Add(ref uint target, uint value) => Interlocked.Add(ref target, value) - value;

    public static ulong Add(ref ulong target, ulong value) => Interlocked.Add(ref target, value) - value;

    public static float Add(ref float target, float value) => MakeAtomic(ref target, value, new Sum<float>(), new Swap<float>());

    public static double Add(ref double target, double value) => MakeAtomic(ref target, value, new Sum<double>(), new Swap<double>());

    public static Index1D Add(ref Index1D target, Index1D value) => Add(ref System.Runtime.CompilerServices.Unsafe.As<Index1D, int>(ref target), value.X);

    public static int Max(ref int target, int value) => MakeAtomic(ref target, value, new Largest<int>(), new Swap<int>());

    public static long Max(ref long target, long value) => MakeAtomic(ref target, value, new Largest<long>(), new Swap<long>());

    public static uint Max(ref uint target, uint value) => MakeAtomic(ref target, value, new Largest<uint>(), new Swap<uint>());

    public static ulong Max(ref ulong target, ulong value) => MakeAtomic(ref target, value, new Largest<ulong>(), new Swap<ulong>());

    public static float Max(ref float target, float value) => MakeAtomic(ref target, value, new Largest<float>(), new Swap<float>());

    public static double Max(ref double target, double value) => MakeAtomic(ref target, value, new Largest<double>(), new Swap<double>());

    public static int Min(ref int target, int value) => MakeAtomic(ref target, value, new Smallest<int>(), new Swap<int>());

    public static long Min(ref long target, long value) => MakeAtomic(ref target, value, new Smallest<long>(), new Swap<long>());

    public static uint Min(ref uint target, uint value) => MakeAtomic(ref target, value, new Smallest<uint>(), new Swap<uint>());

    public static ulong Min(ref ulong target, ulong value) => MakeAtomic(ref target, value, new Smallest<ulong>(), new Swap<ulong>());

    public static float Min(ref float target, float value) => MakeAtomic(ref target, value, new Smallest<float>(), new Swap<float>());

    public static double Min(ref double target, double value) => MakeAtomic(ref target, value, new Smallest<double>(), new Swap<double>());

    public static int And(ref int target, int value) => Interlocked.And(ref target, value);

    public static long And(ref long target, long value) => Interlocked.And(ref target, value);

    public static uint And(ref uint target, uint value) => Interlocked.And(ref target, value);

    public static ulong And(ref ulong target, ulong value) => Interlocked.And(ref target, value);

    public static int Or(ref int target, int value) => Interlocked.Or(ref target, value);

    public static long Or(ref long target, long value) => Interlocked.Or(ref target, value);

    public static uint Or(ref uint target, uint value) => Interlocked.Or(ref target, value);

    public static ulong Or(ref ulong target, ulong value) => Interlocked.Or(ref target, value);

    public static int Xor(ref int target, int value) => MakeAtomic(ref target, value, new Difference<int>(), new Swap<int>());

    public static long Xor(ref long target, long value) => MakeAtomic(ref target, value, new Difference<long>(), new Swap<long>());

    public static uint Xor(ref uint target, uint value) => MakeAtomic(ref target, value, new Difference<uint>(), new Swap<uint>());

    public static ulong Xor(ref ulong target, ulong value) => MakeAtomic(ref target, value, new Difference<ulong>(), new Swap<ulong>());

    public static int Exchange(ref int target, int value) => Interlocked.Exchange(ref target, value);

    public static long Exchange(ref long target, long value) => Interlocked.Exchange(ref target, value);

    public static uint Exchange(ref uint target, uint value) => Interlocked.Exchange(ref target, value);

    public static ulong Exchange(ref ulong target, ulong value) => Interlocked.Exchange(ref target, value);

    public static float Exchange(ref float target, float value) => Interlocked.Exchange(ref target, value);

    public static double Exchange(ref double target, double value) => Interlocked.Exchange(ref target, value);

    public static Index1D Exchange(ref Index1D target, Index1D value) => Exchange(ref System.Runtime.CompilerServices.Unsafe.As<Index1D, int>(ref target), value.X);

    public static int CompareExchange(ref int target, int compare, int value) => Interlocked.CompareExchange(ref target, value, compare);

    public static long CompareExchange(ref long target, long compare, long value) => Interlocked.CompareExchange(ref target, value, compare);

    public static uint CompareExchange(ref uint target, uint compare, uint value) => Interlocked.CompareExchange(ref target, value, compare);

    public static ulong CompareExchange(ref ulong target, ulong compare, ulong value) => Interlocked.CompareExchange(ref target, value, compare);

    public static float CompareExchange(ref float target, float compare, float value) => Interlocked.CompareExchange(ref target, value, compare);

    public static double CompareExchange(ref double target, double compare, double value) => Interlocked.CompareExchange(ref target, value, compare);

    public static Index1D CompareExchange(ref Index1D target, Index1D compare, Index1D value) => CompareExchange(ref System.Runtime.CompilerServices.Unsafe.As<Index1D, int>(ref target), compare.X, value.X);
}
