using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace IlgpuStandin.Engine;

/// <summary>Reads the instructions of a method.</summary>
internal static class MethodCode
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static List<Instruction> Of(MethodBase method)
    {
        byte[] bytes = method.GetMethodBody()?.GetILAsByteArray() ?? throw new InvalidOperationException($"{method} has no code.");
        Type[]? typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        var code = new List<Instruction>();
        Type? constraint = null;
        int at = 0;
        while (at < bytes.Length)
        {
            int offset = at;
            short value = bytes[at++];
            if (value == 0xFE) value = (short)(0xFE00 | bytes[at++]);
            OpCode opcode = Codes[value];
            object? operand = Operand(method.Module, opcode, bytes, ref at, typeArguments, methodArguments);
            if (opcode == OpCodes.Constrained)
            {
                constraint = (Type)operand!;
                // The constraint belongs to the call after it; both begin at the prefix, where branches go to.
                code.Add(new Instruction(offset, OpCodes.Nop, null, null, at));
                continue;
            }

            code.Add(new Instruction(offset, opcode, operand, constraint, at));
            constraint = null;
        }

        return code;
    }

    private static object? Operand(Module module, OpCode code, byte[] bytes, ref int at, Type[]? typeArguments, Type[]? methodArguments)
    {
        ReadOnlySpan<byte> rest = bytes.AsSpan(at);
        switch (code.OperandType)
        {
            case OperandType.InlineNone:
                return null;
            case OperandType.ShortInlineI:
                at += 1;
                return code == OpCodes.Ldc_I4_S ? (object)(int)(sbyte)rest[0] : rest[0];
            case OperandType.ShortInlineVar:
                at += 1;
                return (int)rest[0];
            case OperandType.InlineVar:
                at += 2;
                return (int)BinaryPrimitives.ReadUInt16LittleEndian(rest);
            case OperandType.InlineI:
                at += 4;
                return BinaryPrimitives.ReadInt32LittleEndian(rest);
            case OperandType.InlineI8:
                at += 8;
                return BinaryPrimitives.ReadInt64LittleEndian(rest);
            case OperandType.ShortInlineR:
                at += 4;
                return BinaryPrimitives.ReadSingleLittleEndian(rest);
            case OperandType.InlineR:
                at += 8;
                return BinaryPrimitives.ReadDoubleLittleEndian(rest);
            case OperandType.ShortInlineBrTarget:
                at += 1;
                return at + (sbyte)rest[0];
            case OperandType.InlineBrTarget:
                at += 4;
                return at + BinaryPrimitives.ReadInt32LittleEndian(rest);
            case OperandType.InlineSwitch:
                int count = BinaryPrimitives.ReadInt32LittleEndian(rest);
                int[] targets = new int[count];
                at += 4 + (4 * count);
                for (int i = 0; i < count; i++) targets[i] = at + BinaryPrimitives.ReadInt32LittleEndian(rest[(4 + (4 * i))..]);
                return targets;
            case OperandType.InlineString:
                at += 4;
                return module.ResolveString(BinaryPrimitives.ReadInt32LittleEndian(rest));
            default:
                at += 4;
                int token = BinaryPrimitives.ReadInt32LittleEndian(rest);
                return code.OperandType == OperandType.InlineSig ? token : module.ResolveMember(token, typeArguments, methodArguments);
        }
    }
}
