using System.Reflection;
using ILGPU;
using IlgpuStandin.Engine.Flat;

namespace IlgpuStandin.Engine;

/// <summary>What the code of a kernel reaches, found by reading its instructions and those of all that it calls, and what ILGPU would not compile in it.</summary>
internal sealed class KernelScan
{
    private readonly Dictionary<MethodBase, bool> meets = [];
    private readonly string kernel;

    private KernelScan(MethodInfo method)
    {
        kernel = KernelProgram.NameOf(method);
        Meets = Visit(method);
        if (!Meets) return;
        Flat = FlatKernel.TryOf(method, called => meets.TryGetValue(called, out bool does) && does, out string? reason);
        ReasonForThreads = reason;
    }

    /// <summary>Lanes wait for each other.</summary>
    public bool Meets { get; }

    public bool UsesShared { get; private set; }

    public bool UsesAtomics { get; private set; }

    /// <summary>The kernel as one method that can be left and entered, when it meets and its code allows it.</summary>
    public FlatKernel? Flat { get; }

    /// <summary>Why there is no flat kernel although lanes meet.</summary>
    public string? ReasonForThreads { get; }

    public static KernelScan Of(MethodInfo kernel) => new(kernel);

    // True when the method comes to a meeting.
    private bool Visit(MethodBase method)
    {
        if (meets.TryGetValue(method, out bool known)) return known;
        meets[method] = false;
        if (method.DeclaringType == typeof(Atomic)) UsesAtomics = true;
        if (method.DeclaringType == typeof(SharedMemory)) UsesShared = true;
        if (method.GetCustomAttribute<MeetingAttribute>() is not null) return meets[method] = true;
        if (!IsKernelCode(method)) return false;
        bool any = false;
        KernelRules.Method(kernel, method);
        List<Instruction> code = MethodCode.Of(method);
        bool allowsText = code.Any(KernelRules.TakesText);
        foreach (Instruction instruction in code)
        {
            MethodBase? called = instruction.Operand is MethodBase named ? Calls.Resolve(named, instruction.Constraint) : null;
            if (method.DeclaringType!.Assembly != typeof(KernelScan).Assembly) KernelRules.Instruction(kernel, method, instruction, called, allowsText);
            if (called is not null) any |= Visit(called);
        }

        return meets[method] = any;
    }

    // The engine's own methods and the runtime's are instructions to a kernel, not code of it.
    private static bool IsKernelCode(MethodBase method) =>
        method.DeclaringType is { } type
        && type.Assembly != typeof(object).Assembly
        && (type.Assembly != typeof(KernelScan).Assembly || type.Namespace == "ILGPU.Algorithms")
        && method.GetMethodBody() is not null;
}
