using System.Reflection;

namespace IlgpuStandin.Engine;

/// <summary>Methods of .NET 10's runtime that ILGPU 1.5.3 does not compile to PTX that assembles, with what to use instead.</summary>
internal static class RuntimeRules
{
    private const string NoPtx = "its PTX has an unresolved function";
    private const string Throws = "its code throws";
    private const string Bits = "its code reinterprets bits in a way that ILGPU does not know";

    private static readonly Dictionary<string, string> Methods = new()
    {
        ["Acosh"] = NoPtx,
        ["Asinh"] = NoPtx,
        ["Atanh"] = NoPtx,
        ["Cbrt"] = NoPtx,
        ["FusedMultiplyAdd"] = NoPtx + "; use a * b + c, which the driver fuses, or inline PTX",
        ["Log2"] = NoPtx + "; use XMath.Log2 or IntrinsicMath.LeadingZeroCount",
        ["Log2P1"] = NoPtx,
        ["Clamp"] = Throws + "; use IntrinsicMath.Clamp",
        ["ClampNative"] = Throws + "; use IntrinsicMath.Clamp",
        ["IEEERemainder"] = Throws + "; use XMath.IEEERemainder",
        ["Ieee754Remainder"] = Throws + "; use XMath.IEEERemainder",
        ["CopySign"] = "ILGPU 1.5.3 swaps its arguments on CUDA; work on the bits",
        ["BitDecrement"] = Bits,
        ["BitIncrement"] = Bits,
        ["ILogB"] = Bits,
        ["IsEvenInteger"] = Bits,
        ["IsNormal"] = Bits,
        ["IsSubnormal"] = Bits,
        ["Hypot"] = Bits,
        ["RootN"] = Bits,
        ["TanPi"] = Bits,
        ["SingleToUInt32Bits"] = Bits + "; use Interop.FloatAsInt",
        ["DoubleToUInt64Bits"] = Bits + "; use Interop.FloatAsInt",
        ["UInt32BitsToSingle"] = Bits + "; use Interop.IntAsFloat",
        ["UInt64BitsToDouble"] = Bits + "; use Interop.IntAsFloat",
        ["BitCast"] = Bits + "; use Interop.FloatAsInt or IntAsFloat",
        ["SizeOf"] = "use Interop.SizeOf",
        ["Crc32C"] = "it asks for processor features",
        ["RoundUpToPowerOf2"] = "it asks for processor features",
    };

    public static string? Find(MethodBase called)
    {
        Type type = called.DeclaringType!;
        if (type == typeof(Half)) return "System.Half is not known to ILGPU; use ILGPU.Half";
        if (type.Namespace is "System.Runtime.Intrinsics" or "System.Runtime.Intrinsics.X86" || type.Name.StartsWith("Vector", StringComparison.Ordinal)) return "vectors of the processor do not exist in kernels";
        if (type == typeof(string) || type == typeof(Console)) return "texts do not exist in kernels";
        if (type.Name.StartsWith("Span", StringComparison.Ordinal) || type.Name.StartsWith("ReadOnlySpan", StringComparison.Ordinal)) return "spans do not exist in kernels; use views";
        ParameterInfo[] parameters = called.GetParameters();
        bool real = parameters.Length > 0 && (parameters[0].ParameterType == typeof(float) || parameters[0].ParameterType == typeof(double));
        if (called.Name is "Sign" or "IsPow2") return real ? Throws : null;
        return IsArithmetic(type) ? Methods.GetValueOrDefault(called.Name) : null;
    }

    private static bool IsArithmetic(Type type) =>
        type.IsPrimitive || type == typeof(Math) || type == typeof(MathF) || type == typeof(BitConverter) || type.Name is "BitOperations" or "Unsafe";
}
