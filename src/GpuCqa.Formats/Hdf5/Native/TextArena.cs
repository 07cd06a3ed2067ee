using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>Memory of fixed size into which HDF5 puts the variable-length strings of one read, so that no file can make it allocate more.</summary>
internal sealed unsafe class TextArena : IDisposable
{
    private readonly State* state;

    internal TextArena(nuint capacity)
    {
        state = (State*)NativeMemory.Alloc((nuint)sizeof(State));
        *state = new State { Start = (byte*)NativeMemory.Alloc(capacity), Capacity = capacity };
    }

    /// <summary>True when the last read asked for more than there is.</summary>
    internal bool Overflowed => state->Overflowed;

    /// <summary>Makes a transfer of HDF5 allocate here.</summary>
    internal void Attach(PropertyListHandle transfer) => _ = H5Properties.H5Pset_vlen_mem_manager(transfer, &Allocate, state, &Free, state);

    /// <summary>Forgets everything that was allocated.</summary>
    internal void Clear()
    {
        state->Used = 0;
        state->Overflowed = false;
    }

    public void Dispose()
    {
        NativeMemory.Free(state->Start);
        NativeMemory.Free(state);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Allocate(nuint size, void* info)
    {
        var arena = (State*)info;
        if (size > arena->Capacity - arena->Used)
        {
            arena->Overflowed = true;
            return null;
        }

        byte* at = arena->Start + arena->Used;
        arena->Used += size;
        return at;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(void* memory, void* info)
    {
        // The whole arena is cleared at once.
    }

    private struct State
    {
        public byte* Start;
        public nuint Capacity;
        public nuint Used;
        public bool Overflowed;
    }
}
