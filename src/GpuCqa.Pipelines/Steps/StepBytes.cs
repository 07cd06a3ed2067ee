using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GpuCqa.Pipelines.Steps;

/// <summary>The bytes of arrays of numbers whose type is known when the program runs.</summary>
internal static class StepBytes
{
    /// <summary>Gets bytes of an array.</summary>
    public delegate void Piece(Span<byte> bytes);

    /// <summary>Hands out the bytes of an array in order, so many at a time.</summary>
    /// <param name="array">Numbers.</param>
    /// <param name="element">What it holds.</param>
    /// <param name="length">Elements.</param>
    /// <param name="most">Bytes of a piece at most, a multiple of 8.</param>
    /// <param name="piece">Reads or fills them.</param>
    public static void Pieces(Array array, Type element, int length, int most, Piece piece)
    {
        long bytes = (long)length * SizeOf(element);
        if (bytes == 0) return;
        ref byte start = ref MemoryMarshal.GetArrayDataReference(array);
        for (long first = 0; first < bytes; first += most) piece(MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref start, (nint)first), (int)Math.Min(most, bytes - first)));
    }

    /// <summary>Bytes of a number in an array.</summary>
    public static int SizeOf(Type element) => Type.GetTypeCode(element) switch
    {
        TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
        _ => throw StepShape.Refused(element, "it is no number"),
    };
}
