using System.Reflection;
using System.Runtime.CompilerServices;

namespace IlgpuStandin.Engine.Flat;

/// <summary>Sizes and bytes of values whose type is known at run time only.</summary>
internal static unsafe class BoxedValue
{
    private static readonly MethodInfo SizeMethod = typeof(BoxedValue).GetMethod(nameof(Size), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo CopyMethod = typeof(BoxedValue).GetMethod(nameof(CopyAs), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Bytes of a value; refuses types that hold managed references.</summary>
    public static int SizeOf(Type type)
    {
        if (type.IsByRef || type.IsPointer) return sizeof(nint);
        if (!type.IsValueType || type.IsByRefLike) throw new FlatUnsupportedException($"A local of {type}.");
        return (int)SizeMethod.MakeGenericMethod(type).Invoke(null, null)!;
    }

    public static void Copy(object value, Type type, byte* target) => CopyMethod.MakeGenericMethod(type).Invoke(null, [value, (nint)target]);

    private static int Size<T>()
        where T : struct => RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? throw new FlatUnsupportedException($"A local of {typeof(T)}.") : Unsafe.SizeOf<T>();

    private static void CopyAs<T>(object value, nint target)
        where T : struct => Unsafe.WriteUnaligned((void*)target, (T)value);
}
