using System.Reflection;
using System.Reflection.Emit;
using ILGPU;
using ILGPU.Util;

namespace IlgpuStandin.Engine;

/// <summary>What ILGPU 1.5.3 does not compile, or compiles to what no driver loads; the stand-in refuses it too, with the kernel, the method and the instruction.</summary>
/// <remarks>Found by compiling each to PTX with the real package on .NET 10. What passes here may still be refused there: only the real package can tell.</remarks>
internal static class KernelRules
{
    private static readonly Dictionary<string, string> Instructions = new()
    {
        ["throw"] = "exceptions do not exist in kernels; return instead",
        ["rethrow"] = "exceptions do not exist in kernels",
        ["leave"] = "try blocks do not exist in kernels",
        ["leave.s"] = "try blocks do not exist in kernels",
        ["ldftn"] = "delegates do not exist in kernels; use a struct with an interface as type argument",
        ["ldvirtftn"] = "delegates do not exist in kernels; use a struct with an interface as type argument",
        ["box"] = "a value is boxed; classes do not exist in kernels",
        ["unbox.any"] = "classes do not exist in kernels",
        ["castclass"] = "classes do not exist in kernels",
        ["isinst"] = "classes do not exist in kernels",
        ["localloc"] = "use LocalMemory.Allocate",
        ["stsfld"] = "static fields cannot be written; use a buffer",
        ["calli"] = "function pointers do not exist in kernels",
    };

    /// <summary>Whether the call takes a text that is not data: inline PTX, assertions, prints.</summary>
    public static bool TakesText(Instruction instruction) =>
        instruction.Operand is MethodBase { DeclaringType.Name: "CudaAsm" or "Interop" or "Debug" or "Trace" };

    public static void Method(string kernel, MethodBase method)
    {
        if (method.GetMethodBody()!.ExceptionHandlingClauses.Count > 0) throw Refused(kernel, method, "try", "try blocks do not exist in kernels");
        if (method.GetParameters().Any(parameter => parameter.ParameterType.Name.Contains("DisplayClass", StringComparison.Ordinal)))
            throw Refused(kernel, method, "captured variables", "pass them to the local function");
    }

    public static void Instruction(string kernel, MethodBase method, Instruction instruction, MethodBase? called, bool allowsText)
    {
        OpCode code = instruction.Code;
        string? why = Instructions.GetValueOrDefault(code.Name!);
        if (code == OpCodes.Ldstr && !allowsText) why = "texts do not exist in kernels";
        if (code == OpCodes.Newobj && !called!.DeclaringType!.IsValueType) why = Class(called.DeclaringType);
        if (instruction.Operand is FieldInfo { IsStatic: true } field) why ??= Static(field);
        if (called is not null) why ??= Call(code, called);
        if (why is not null) throw Refused(kernel, method, $"{code.Name} {instruction.Operand} at IL_{instruction.Offset:x4}", why);
    }

    private static string Class(Type type) =>
        typeof(Exception).IsAssignableFrom(type) ? Instructions["throw"] : typeof(Delegate).IsAssignableFrom(type) ? Instructions["ldftn"] : $"{type.Name} is a class";

    private static string? Static(FieldInfo field)
    {
        // The compiler keeps a lambda in a static field.
        if (typeof(Delegate).IsAssignableFrom(field.FieldType)) return Instructions["ldftn"];
        if (!field.IsInitOnly) return "a static field that is not readonly; use a constant or an argument";
        return field.FieldType.IsArray ? "a static array; pass a buffer" : field.FieldType.IsValueType ? null : "a static object";
    }

    private static string? Call(OpCode code, MethodBase called)
    {
        Type type = called.DeclaringType!;
        if (called.GetCustomAttribute<MeetingAttribute>() is not null) return null;
        if (typeof(DisposeBase).IsAssignableFrom(type) && !(called.IsStatic && called.Name == "get_CurrentType")) return "accelerators, streams and buffers are the host's";
        if (type == typeof(ILGPU.Runtime.ArrayViewExtensions) && !IsOfKernels(called)) return "copies and addresses are the host's";
        if (code == OpCodes.Callvirt && !type.IsValueType && called.IsVirtual && !called.IsFinal) return "virtual calls do not exist in kernels; use a struct as type argument";
        return type.Assembly == typeof(object).Assembly || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true ? RuntimeRules.Find(called) : null;
    }

    private static bool IsOfKernels(MethodBase called) => called.Name is "VariableView" or "AsDense" or "AsGeneral" or "Cast" or "AsTransposed" or "HasData" or "HasNoData";

    private static InternalCompilerException Refused(string kernel, MethodBase method, string what, string why) =>
        new($"Kernel {kernel}: ILGPU does not compile '{what}' in {method.DeclaringType?.Name}.{method.Name}: {why}.");
}
