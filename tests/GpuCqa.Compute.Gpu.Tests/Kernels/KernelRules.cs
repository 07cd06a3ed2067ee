using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuCqa.Compute.Gpu.Tests.Kernels;

/// <summary>Calls that a kernel must not make.</summary>
internal static class KernelRules
{
    private const string NoPtx = "its PTX has an unresolved function", Throws = "its code throws", Bits = "ILGPU does not compile how it reinterprets bits";

    /// <summary>Methods of .NET 10 that ILGPU 1.5.3 compiles wrongly, or not at all.</summary>
    private static readonly Dictionary<string, string> Runtime = new(StringComparer.Ordinal)
    {
        ["Acosh"] = NoPtx,
        ["Asinh"] = NoPtx,
        ["Atanh"] = NoPtx,
        ["Cbrt"] = NoPtx,
        ["FusedMultiplyAdd"] = NoPtx,
        ["Log2"] = NoPtx,
        ["Clamp"] = Throws,
        ["IEEERemainder"] = Throws,
        ["CopySign"] = "its operands are swapped in PTX",
        ["BitDecrement"] = Bits,
        ["BitIncrement"] = Bits,
        ["ILogB"] = Bits,
        ["Hypot"] = Bits,
        ["IsNormal"] = Bits,
        ["IsSubnormal"] = Bits,
        ["SingleToUInt32Bits"] = Bits,
        ["DoubleToUInt64Bits"] = Bits,
        ["UInt32BitsToSingle"] = Bits,
        ["UInt64BitsToDouble"] = Bits,
        ["BitCast"] = Bits,
        ["RoundUpToPowerOf2"] = "it asks for processor features",
    };

    /// <summary>Each forbidden call that the kernel makes, by way of the methods that it reaches: who calls what, and why not.</summary>
    public static IReadOnlyList<string> Broken(MethodInfo kernel) =>
    [
        .. KernelCode.ForeignCalls(kernel)
            .Select(call => (call.Caller, call.Called, Why: WhyNot(call.Called)))
            .Where(call => call.Why is not null)
            .Select(call => $"{kernel.DeclaringType!.Name}.{kernel.Name}: {call.Caller.DeclaringType!.Name}.{call.Caller.Name} calls {call.Called.DeclaringType!.Name}.{call.Called.Name}: {call.Why}"),
    ];

    private static string? WhyNot(MethodBase called)
    {
        Type type = called.DeclaringType!;
        if (type == typeof(Atomic))
        {
            Type target = called.GetParameters()[0].ParameterType.GetElementType()!;
            return target == typeof(float) || target == typeof(double) || target == typeof(ILGPU.Half) ? "a sum of floating-point numbers whose order changes from run to run" : null;
        }

        if (type == typeof(System.Half)) return "ILGPU does not know System.Half";
        ParameterInfo[] parameters = called.GetParameters();
        bool arithmetic = type.IsPrimitive || type == typeof(Math) || type == typeof(MathF) || type == typeof(BitConverter) || type == typeof(BitOperations) || type == typeof(Unsafe);
        if (!arithmetic) return null;
        if (called.Name == "Sign" && parameters[0].ParameterType is var number && (number == typeof(float) || number == typeof(double))) return Throws;
        return Runtime.GetValueOrDefault(called.Name);
    }
}
