using System.Reflection;
using System.Reflection.Emit;

namespace IlgpuStandin.Engine.Flat;

/// <content>Calls: meetings are left and entered, methods that come to one are put in place, all others stay calls.</content>
internal sealed partial class FlatWriter
{
    private void WriteCall(Instruction instruction, MethodBase called)
    {
        MethodBase target = Calls.Resolve(called, instruction.Constraint);
        if (target.GetCustomAttribute<MeetingAttribute>() is { } meeting) WriteMeeting((MethodInfo)target, meeting);
        else if (meets(target))
        {
            if (instruction.Code == OpCodes.Newobj) throw new FlatUnsupportedException("A constructor with a meeting.");
            PutInPlace(target);
        }
        else Call(instruction, called);
    }

    private void WriteMeeting(MethodInfo target, MeetingAttribute meeting)
    {
        ParameterInfo[] parameters = target.GetParameters();
        PopMany(parameters.Length);
        il.Emit(OpCodes.Call, Half(meeting.Arrival, target, parameters.Length));
        Leave();
        if (meeting.Result is null) return;
        il.Emit(OpCodes.Call, Half(meeting.Result, target, 0));
        stack.Add(StackTypes.Loaded(target.ReturnType));
    }

    private static MethodInfo Half(string name, MethodInfo target, int parameters)
    {
        MethodInfo half = typeof(Meeting).GetMethods().Single(method => method.Name == name && method.GetParameters().Length == parameters);
        return half.IsGenericMethodDefinition ? half.MakeGenericMethod(target.GetGenericArguments()) : half;
    }

    private void PutInPlace(MethodBase target)
    {
        int top = frameTop, known = slots.Count;
        FrameSlot[] arguments = Parameters(target, AddressedArguments(MethodCode.Of(target)));
        for (int i = arguments.Length - 1; i >= 0; i--)
        {
            Pop();
            Store(arguments[i]);
        }

        WriteBody(target, arguments);
        slots.RemoveRange(known, slots.Count - known);
        frameTop = top;
    }

    private void Call(Instruction instruction, MethodBase called)
    {
        int taken = called.GetParameters().Length + (called.IsStatic || instruction.Code == OpCodes.Newobj ? 0 : 1);
        PopMany(taken);
        if (instruction.Constraint is { } constraint) il.Emit(OpCodes.Constrained, constraint);
        if (called is ConstructorInfo constructor)
        {
            il.Emit(instruction.Code, constructor);
            if (instruction.Code == OpCodes.Newobj) stack.Add(constructor.DeclaringType!);
            return;
        }

        var method = (MethodInfo)called;
        il.Emit(instruction.Code, method);
        if (method.ReturnType != typeof(void)) stack.Add(StackTypes.Loaded(method.ReturnType));
    }
}
