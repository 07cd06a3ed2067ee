using System.Diagnostics.CodeAnalysis;
using IlgpuStandin.Engine;

namespace ILGPU.Runtime;

/// <summary>Messages of accesses that would corrupt memory on a device.</summary>
internal static class ViewFaults
{
    [DoesNotReturn]
    public static void OutOfBounds(long index, long length, Type element) =>
        throw new IndexOutOfRangeException($"{Lane.Describe()}: index {index} is outside a view of {length} {Noun(element)}.");

    [DoesNotReturn]
    public static void SubViewOutOfBounds(long index, long length, long whole, Type element) =>
        throw new IndexOutOfRangeException($"{Lane.Describe()}: elements {index} to {index + length} are outside a view of {whole} {Noun(element)}.");

    private static string Noun(Type element) => element == typeof(void) ? "positions along an axis" : $"elements of {element.Name}";
}
