using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;

namespace IlgpuStandin.Engine.Flat;

/// <content>One instruction after another, by name.</content>
internal sealed partial class FlatWriter
{
    /// <summary>Writes an instruction; false when what follows it is reached by branches only.</summary>
    private bool Write(Instruction instruction, MethodScope scope)
    {
        OpCode code = instruction.Code;
        string name = code.Name!;
        if (WriteSlot(name, instruction.Operand, scope)) return true;
        if (WriteFlow(instruction, scope) is { } falls) return falls;
        if (WriteMember(instruction)) return true;

        Emit(code, instruction.Operand);
        if (name.StartsWith("ldc.", StringComparison.Ordinal)) stack.Add(Constant(name));
        else if (name.StartsWith("conv.", StringComparison.Ordinal))
        {
            Pop();
            stack.Add(StackTypes.Converted(name));
        }
        else if (name.StartsWith("ldind.", StringComparison.Ordinal))
        {
            Pop();
            stack.Add(StackTypes.Indirect(name));
        }
        else if (name.StartsWith("stind.", StringComparison.Ordinal)) PopMany(2);
        else Simple(name);
        return true;
    }

    private static Type Constant(string name) => name switch
    {
        "ldc.i8" => typeof(long),
        "ldc.r4" => typeof(float),
        "ldc.r8" => typeof(double),
        _ => typeof(int),
    };

    private void Simple(string name)
    {
        switch (name)
        {
            case "nop" or "neg" or "not" or "volatile." or "unaligned." or "readonly." or "tail.":
                break;
            case "pop" or "initobj":
                Pop();
                break;
            case "dup":
                stack.Add(stack[^1]);
                break;
            case "ldnull":
                stack.Add(typeof(object));
                break;
            case "ldstr":
                stack.Add(typeof(string));
                break;
            case "ceq" or "cgt" or "cgt.un" or "clt" or "clt.un":
                PopMany(2);
                stack.Add(typeof(int));
                break;
            case "shl" or "shr" or "shr.un":
                Pop();
                break;
            case "add" or "sub" or "mul" or "div" or "div.un" or "rem" or "rem.un" or "and" or "or" or "xor"
                or "add.ovf" or "add.ovf.un" or "sub.ovf" or "sub.ovf.un" or "mul.ovf" or "mul.ovf.un":
                Type second = Pop(), first = Pop();
                stack.Add(StackTypes.Combined(first, second));
                break;
            default:
                throw new FlatUnsupportedException(name);
        }
    }

    private bool WriteSlot(string name, object? operand, MethodScope scope)
    {
        string kind = name.Split('.')[0];
        if (kind is not ("ldloc" or "stloc" or "ldloca" or "ldarg" or "starg" or "ldarga")) return false;
        string last = name.Split('.')[^1];
        int index = operand as int? ?? int.Parse(last, CultureInfo.InvariantCulture);
        FrameSlot slot = (kind.Contains("arg", StringComparison.Ordinal) ? scope.Arguments : scope.Locals)[index];
        if (slot.Type == typeof(nint) && index == 0 && scope.OfClass && kind.Contains("arg", StringComparison.Ordinal)) throw new FlatUnsupportedException("The object of a lambda.");
        if (kind.EndsWith('a'))
        {
            LoadAddress(slot.Offset);
            stack.Add(slot.Type.MakeByRefType());
        }
        else if (kind.StartsWith("ld", StringComparison.Ordinal))
        {
            Load(slot);
            stack.Add(StackTypes.Loaded(slot.Type));
        }
        else
        {
            Pop();
            Store(slot);
        }

        return true;
    }

    private bool? WriteFlow(Instruction instruction, MethodScope scope)
    {
        switch (instruction.Code.FlowControl)
        {
            case FlowControl.Branch when instruction.Operand is int target && instruction.Code.Name!.StartsWith("br", StringComparison.Ordinal):
                Branch(instruction.Code, target, scope);
                return false;
            case FlowControl.Cond_Branch when instruction.Operand is int[] targets:
                Pop();
                foreach (int target in targets) scope.StackAt.TryAdd(target, [.. stack]);
                il.Emit(OpCodes.Switch, [.. targets.Select(target => scope.Labels[target])]);
                return true;
            case FlowControl.Cond_Branch:
                PopMany(instruction.Code.Name!.StartsWith("brtrue", StringComparison.Ordinal) || instruction.Code.Name.StartsWith("brfalse", StringComparison.Ordinal) ? 1 : 2);
                Branch(instruction.Code, (int)instruction.Operand!, scope);
                return true;
            case FlowControl.Return:
                il.Emit(OpCodes.Br, scope.End);
                return false;
            case FlowControl.Branch or FlowControl.Throw:
                throw new FlatUnsupportedException(instruction.Code.Name!);
            default:
                return null;
        }
    }

    private bool WriteMember(Instruction instruction)
    {
        OpCode code = instruction.Code;
        switch (instruction.Operand)
        {
            case FieldInfo field when code == OpCodes.Ldfld || code == OpCodes.Ldflda:
                Pop();
                il.Emit(code, field);
                stack.Add(code == OpCodes.Ldfld ? StackTypes.Loaded(field.FieldType) : field.FieldType.MakeByRefType());
                return true;
            case FieldInfo field when code == OpCodes.Stfld:
                PopMany(2);
                il.Emit(code, field);
                return true;
            case FieldInfo field when code == OpCodes.Ldsfld:
                il.Emit(code, field);
                stack.Add(StackTypes.Loaded(field.FieldType));
                return true;
            case Type type when code == OpCodes.Ldobj:
                Pop();
                il.Emit(code, type);
                stack.Add(StackTypes.Loaded(type));
                return true;
            case Type type when code == OpCodes.Stobj:
                PopMany(2);
                il.Emit(code, type);
                return true;
            case Type type when code == OpCodes.Sizeof:
                il.Emit(code, type);
                stack.Add(typeof(int));
                return true;
            case Type when code != OpCodes.Initobj:
                throw new FlatUnsupportedException(code.Name!);
            case MethodBase called when code == OpCodes.Call || code == OpCodes.Callvirt || code == OpCodes.Newobj:
                WriteCall(instruction, called);
                return true;
            default:
                return false;
        }
    }

    private void Emit(OpCode code, object? operand)
    {
        switch (operand)
        {
            case null: il.Emit(code); break;
            case int number when code == OpCodes.Ldc_I4_S: il.Emit(code, (sbyte)number); break;
            case int number: il.Emit(code, number); break;
            case byte number: il.Emit(code, number); break;
            case long number: il.Emit(code, number); break;
            case float number: il.Emit(code, number); break;
            case double number: il.Emit(code, number); break;
            case string text: il.Emit(code, text); break;
            case Type type: il.Emit(code, type); break;
            default: throw new FlatUnsupportedException(code.Name!);
        }
    }
}
