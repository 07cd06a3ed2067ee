using System.Reflection;
using System.Reflection.Emit;

namespace GpuCqa.Compute.Gpu.Tests.Kernels;

/// <summary>What a kernel calls, read from its IL and from that of every method of this project which it reaches.</summary>
internal static class KernelCode
{
    private static readonly OpCode[] Codes = [.. typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (OpCode)f.GetValue(null)!)];
    private static readonly Dictionary<int, OpCode> ByValue = Codes.ToDictionary(c => (int)(ushort)c.Value);

    /// <summary>Every call of a method outside of this project, with the method of this project that makes it.</summary>
    public static IEnumerable<(MethodBase Caller, MethodBase Called)> ForeignCalls(MethodInfo kernel)
    {
        var seen = new HashSet<MethodBase>();
        var waiting = new Stack<MethodBase>([kernel]);
        while (waiting.TryPop(out MethodBase? caller))
        {
            if (!seen.Add(caller)) continue;
            foreach (MethodBase called in Calls(caller))
            {
                if (!IsOurs(called)) yield return (caller, called);
                foreach (MethodBase body in Bodies(called)) waiting.Push(body);
            }
        }
    }

    // A call of an interface's method, as of a type argument's, may come to any type of this project that has the interface.
    private static IEnumerable<MethodBase> Bodies(MethodBase called)
    {
        if (!IsOurs(called)) yield break;
        if (called.DeclaringType is not { IsInterface: true } contract)
        {
            yield return called;
            yield break;
        }

        foreach (Type type in contract.Assembly.GetTypes().Where(t => !t.IsInterface && !t.ContainsGenericParameters && contract.IsAssignableFrom(t)))
        {
            InterfaceMapping map = type.GetInterfaceMap(contract);
            yield return map.TargetMethods[Array.FindIndex(map.InterfaceMethods, m => m.MetadataToken == called.MetadataToken)];
        }
    }

    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        Type[]? ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null, ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int at = 0; at < code.Length;)
        {
            int value = code[at++];
            if (value == 0xFE) value = (value << 8) | code[at++];
            OpCode operation = ByValue[value];
            if (operation.OperandType is OperandType.InlineMethod)
                yield return method.Module.ResolveMethod(BitConverter.ToInt32(code, at), ofType, ofMethod)!;
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static bool IsOurs(MethodBase method) => method.DeclaringType!.Assembly.GetName().Name!.StartsWith("GpuCqa.", StringComparison.Ordinal);
}
