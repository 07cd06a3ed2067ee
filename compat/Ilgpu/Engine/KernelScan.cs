using System.Reflection;

namespace IlgpuStandin.Engine;

/// <summary>What the code of a kernel reaches, found by reading its instructions and those of all that it calls.</summary>
internal sealed class KernelScan
{
    private readonly HashSet<MethodBase> seen = [];

    private KernelScan() { }

    /// <summary>Lanes wait for each other.</summary>
    public bool Meets { get; private set; }

    public bool UsesShared { get; private set; }

    public bool UsesAtomics { get; private set; }

    public static KernelScan Of(MethodInfo kernel)
    {
        var scan = new KernelScan();
        scan.Visit(kernel);
        return scan;
    }

    private void Visit(MethodBase method)
    {
        if (!seen.Add(method)) return;
        if (method.GetCustomAttribute<MeetingAttribute>() is not null) Meets = true;
        if (method.DeclaringType == typeof(ILGPU.Atomic)) UsesAtomics = true;
        if (method.DeclaringType == typeof(ILGPU.SharedMemory)) UsesShared = true;
        if (!IsKernelCode(method)) return;
        foreach (Instruction instruction in MethodCode.Of(method))
        {
            if (instruction.Operand is MethodBase called) Visit(Calls.Resolve(called, instruction.Constraint));
        }
    }

    // The engine's own methods and the runtime's are instructions to a kernel, not code of it.
    private static bool IsKernelCode(MethodBase method) =>
        method.DeclaringType is { } type
        && type.Assembly != typeof(object).Assembly
        && (type.Assembly != typeof(KernelScan).Assembly || type.Namespace == "ILGPU.Algorithms")
        && method.GetMethodBody() is not null;
}
