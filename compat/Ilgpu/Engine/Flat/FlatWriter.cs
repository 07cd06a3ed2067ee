using System.Reflection;
using System.Reflection.Emit;

namespace IlgpuStandin.Engine.Flat;

/// <summary>Writes the flat method of a kernel: frame layout, entry, and the places where lanes leave and come back.</summary>
internal sealed partial class FlatWriter
{
    private readonly MethodInfo kernel;
    private readonly Func<MethodBase, bool> meets;
    private readonly DynamicMethod method;
    private readonly ILGenerator il;
    private readonly List<FrameSlot> slots = [];
    private readonly List<Label> resumes = [];
    private readonly Dictionary<Type, LocalBuilder> scratch = [];
    private readonly List<Type> stack = [];
    private readonly Label entry;
    private readonly Label start;
    private readonly HashSet<MethodBase> open = [];
    private int frameTop;
    private int frameBytes;

    public FlatWriter(MethodInfo kernel, Func<MethodBase, bool> meets)
    {
        this.kernel = kernel;
        this.meets = meets;
        method = new DynamicMethod($"{kernel.Name}.Flat", typeof(int), [typeof(byte*), typeof(int)], typeof(FlatWriter).Module, skipVisibility: true);
        il = method.GetILGenerator(4096);
        entry = il.DefineLabel();
        start = il.DefineLabel();
    }

    public FlatKernel Write()
    {
        // The entry needs to know every place of return: it is written last and jumped to first.
        il.Emit(OpCodes.Br, entry);
        il.MarkLabel(start);
        FrameSlot[] parameters = Parameters(kernel, AddressedArguments(MethodCode.Of(kernel)));
        foreach (FrameSlot slot in parameters) Restore(slot);
        WriteBody(kernel, parameters);
        il.MarkLabel(entry);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Switch, [start, .. resumes]);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ret);
        var step = method.CreateDelegate<FlatStep>();
        System.Runtime.CompilerServices.RuntimeHelpers.PrepareDelegate(step);
        return new FlatKernel(step, Aligned(frameBytes, 64), [.. parameters.Skip(kernel.IsStatic ? 0 : 1).Select(slot => (slot.Offset, slot.Type))]);
    }

    private static int Aligned(int bytes, int to) => (bytes + to - 1) & -to;

    private static HashSet<int> AddressedArguments(List<Instruction> code) => [.. code.Where(i => i.Code == OpCodes.Ldarga || i.Code == OpCodes.Ldarga_S).Select(i => (int)i.Operand!)];

    private FrameSlot[] Parameters(MethodBase method, HashSet<int> addressed)
    {
        var types = new List<Type>();
        // A lambda without captures is a method of an object that it does not use.
        if (!method.IsStatic) types.Add(method.DeclaringType!.IsValueType ? method.DeclaringType.MakeByRefType() : typeof(nint));
        types.AddRange(method.GetParameters().Select(parameter => parameter.ParameterType));
        return [.. types.Select((type, i) => NewSlot(type, addressed.Contains(i)))];
    }

    private FrameSlot NewSlot(Type type, bool addressed)
    {
        if (type.IsPointer) type = typeof(nint);
        var slot = new FrameSlot(type, Reserve(BoxedValue.SizeOf(type)), addressed ? null : il.DeclareLocal(type));
        slots.Add(slot);
        return slot;
    }

    private int Reserve(int bytes)
    {
        int offset = Aligned(frameTop, bytes <= 4 ? 4 : bytes <= 8 ? 8 : 16);
        frameTop = offset + bytes;
        frameBytes = Math.Max(frameBytes, frameTop);
        return offset;
    }

    private void LoadAddress(int offset)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, offset);
        il.Emit(OpCodes.Add);
    }

    private void Load(FrameSlot slot)
    {
        if (slot.Local is { } local)
        {
            il.Emit(OpCodes.Ldloc, local);
            return;
        }

        LoadAddress(slot.Offset);
        LoadFrom(slot.Type);
    }

    private void Store(FrameSlot slot)
    {
        if (slot.Local is { } local)
        {
            il.Emit(OpCodes.Stloc, local);
            return;
        }

        StoreAt(slot.Offset, slot.Type);
    }

    /// <summary>Takes the value from the stack to a place in the frame.</summary>
    private void StoreAt(int offset, Type type)
    {
        LocalBuilder holder = Scratch(type);
        il.Emit(OpCodes.Stloc, holder);
        LoadAddress(offset);
        il.Emit(OpCodes.Ldloc, holder);
        StoreTo(type);
    }

    private void Save(FrameSlot slot)
    {
        if (slot.Local is null) return;
        LoadAddress(slot.Offset);
        il.Emit(OpCodes.Ldloc, slot.Local);
        StoreTo(slot.Type);
    }

    private void Restore(FrameSlot slot)
    {
        if (slot.Local is null) return;
        LoadAddress(slot.Offset);
        LoadFrom(slot.Type);
        il.Emit(OpCodes.Stloc, slot.Local);
    }

    private void LoadFrom(Type type)
    {
        if (type.IsByRef) il.Emit(OpCodes.Ldind_I);
        else il.Emit(OpCodes.Ldobj, type);
    }

    // A reference points into device, shared, local or frame memory, none of which the collector moves: its address may be kept as a number.
    private void StoreTo(Type type)
    {
        if (type.IsByRef)
        {
            il.Emit(OpCodes.Conv_U);
            il.Emit(OpCodes.Stind_I);
        }
        else il.Emit(OpCodes.Stobj, type);
    }

    private LocalBuilder Scratch(Type type)
    {
        if (!scratch.TryGetValue(type, out LocalBuilder? local)) scratch[type] = local = il.DeclareLocal(type);
        return local;
    }

    /// <summary>The lane has arrived: keeps what it has, returns, and goes on here when it is called again.</summary>
    /// <remarks>Only the locals of the methods that are open here can be read again; what comes above them in the frame may be used anew by the next call.</remarks>
    private void Leave()
    {
        int top = frameTop;
        int[] offsets = new int[stack.Count];
        for (int i = stack.Count - 1; i >= 0; i--)
        {
            offsets[i] = Reserve(BoxedValue.SizeOf(stack[i]));
            StoreAt(offsets[i], stack[i]);
        }

        frameTop = top;
        foreach (FrameSlot slot in slots) Save(slot);
        Label back = il.DefineLabel();
        resumes.Add(back);
        il.Emit(OpCodes.Ldc_I4, resumes.Count);
        il.Emit(OpCodes.Ret);
        il.MarkLabel(back);
        foreach (FrameSlot slot in slots) Restore(slot);
        for (int i = 0; i < offsets.Length; i++)
        {
            LoadAddress(offsets[i]);
            LoadFrom(stack[i]);
        }
    }
}
