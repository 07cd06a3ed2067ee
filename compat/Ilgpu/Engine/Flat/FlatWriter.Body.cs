using System.Reflection;
using System.Reflection.Emit;

namespace IlgpuStandin.Engine.Flat;

/// <content>Copies the instructions of a method, following the types on the evaluation stack.</content>
internal sealed partial class FlatWriter
{
    private void WriteBody(MethodBase body, FrameSlot[] arguments)
    {
        if (!open.Add(body)) throw new FlatUnsupportedException("Recursion.");
        List<Instruction> code = MethodCode.Of(body);
        MethodBody details = body.GetMethodBody()!;
        if (details.ExceptionHandlingClauses.Count > 0) throw new FlatUnsupportedException("An exception handler.");
        HashSet<int> addressed = [.. code.Where(i => i.Code == OpCodes.Ldloca || i.Code == OpCodes.Ldloca_S).Select(i => (int)i.Operand!)];
        FrameSlot[] locals = [.. details.LocalVariables.Select((local, i) => NewSlot(local.LocalType, addressed.Contains(i)))];
        var scope = new MethodScope(arguments, locals, il.DefineLabel(), stack.Count, body is MethodInfo { ReturnType: var type } && type != typeof(void), !body.IsStatic && !body.DeclaringType!.IsValueType);
        foreach (int target in code.SelectMany(Targets)) scope.Labels.TryAdd(target, il.DefineLabel());

        bool falls = true;
        foreach (Instruction instruction in code)
        {
            if (scope.Labels.TryGetValue(instruction.Offset, out Label label))
            {
                if (scope.StackAt.TryGetValue(instruction.Offset, out Type[]? known)) SetStack(known);
                else if (!falls) SetStack([.. stack.Take(scope.Base)]);
                il.MarkLabel(label);
            }
            else if (!falls) SetStack([.. stack.Take(scope.Base)]);

            falls = Write(instruction, scope);
        }

        // The value of a method that was put in place of its call lies on the stack where its code ends.
        SetStack([.. stack.Take(scope.Base)]);
        il.MarkLabel(scope.End);
        if (open.Count == 1)
        {
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Ret);
        }
        else if (scope.Returns) stack.Add(StackTypes.Loaded(((MethodInfo)body).ReturnType));
        open.Remove(body);
    }

    private static IEnumerable<int> Targets(Instruction instruction) => instruction.Code.OperandType switch
    {
        OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget => [(int)instruction.Operand!],
        OperandType.InlineSwitch => (int[])instruction.Operand!,
        _ => [],
    };

    private void SetStack(Type[] types)
    {
        stack.Clear();
        stack.AddRange(types);
    }

    private Type Pop()
    {
        if (stack.Count == 0) throw new FlatUnsupportedException("The evaluation stack is not what it seems.");
        Type type = stack[^1];
        stack.RemoveAt(stack.Count - 1);
        return type;
    }

    private void PopMany(int count)
    {
        for (int i = 0; i < count; i++) Pop();
    }

    /// <summary>Writes a branch in its long form and notes the stack that its target begins with.</summary>
    private void Branch(OpCode code, int target, MethodScope scope)
    {
        scope.StackAt.TryAdd(target, [.. stack]);
        il.Emit(LongForm(code), scope.Labels[target]);
    }

    private static OpCode LongForm(OpCode code) =>
        code.Name!.EndsWith(".s", StringComparison.Ordinal)
            ? (OpCode)typeof(OpCodes).GetField(code.Name[..^2].Replace('.', '_'), BindingFlags.Public | BindingFlags.Static | BindingFlags.IgnoreCase)!.GetValue(null)!
            : code;

    private sealed record MethodScope(FrameSlot[] Arguments, FrameSlot[] Locals, Label End, int Base, bool Returns, bool OfClass)
    {
        public Dictionary<int, Label> Labels { get; } = [];

        public Dictionary<int, Type[]> StackAt { get; } = [];
    }
}
