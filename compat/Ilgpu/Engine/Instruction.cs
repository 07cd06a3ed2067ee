using System.Reflection.Emit;

namespace IlgpuStandin.Engine;

/// <summary>One instruction of a method: its place, code, operand (a number, a member, a type, or places to go to) and the type that a call is constrained to.</summary>
internal readonly record struct Instruction(int Offset, OpCode Code, object? Operand, Type? Constraint, int Next);
