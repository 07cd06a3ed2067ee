using System.Runtime.InteropServices;
using ILGPU;

namespace IlgpuStandin.Engine;

/// <summary>One group that is being run, and its memory; it is used again for the next group of the launch.</summary>
internal sealed unsafe class GroupState : IDisposable
{
    private readonly List<(nint Block, int Count, Type Element)> shared = [];
    private readonly byte* bringing;
    private readonly byte* brought;
    private readonly int sharedLimit;
    private int sharedBytes;
    private void* scratch;
    private int scratchBytes;

    public GroupState(string kernel, KernelConfig config, int warpSize, int sharedLimit)
    {
        Kernel = kernel;
        GridDim = config.GridDim;
        GroupDim = config.GroupDim;
        Size = config.GroupDim.Size;
        WarpSize = warpSize;
        this.sharedLimit = sharedLimit;
        DynamicBytes = config.SharedMemoryConfig.ArraySize;
        nuint exchange = (nuint)(((Size + warpSize) & ~(warpSize - 1)) * Lane.MaxBrought);
        bringing = (byte*)NativeMemory.AlignedAlloc(exchange, 64);
        brought = (byte*)NativeMemory.AlignedAlloc(exchange, 64);
        Dynamic = NativeMemory.AlignedAlloc((nuint)((DynamicBytes + 255) & ~255) + 256, 256);
    }

    public string Kernel { get; }

    public Index3D GridDim { get; }

    public Index3D GroupDim { get; }

    public int Size { get; }

    public int WarpSize { get; }

    public Index3D Index { get; private set; }

    public void* Dynamic { get; }

    public int DynamicBytes { get; }

    /// <summary>How many lanes voted yes at the last barrier that counts.</summary>
    public int Votes { get; set; }

    /// <summary>Begins a group: its shared memory holds nothing of the last one's.</summary>
    public void Start(Index3D index)
    {
        Index = index;
        foreach ((nint block, int _, Type _) in shared) NativeMemory.AlignedFree((void*)block);
        shared.Clear();
        sharedBytes = DynamicBytes;
        NativeMemory.Fill(Dynamic, (nuint)DynamicBytes, 0xFF);
        if (DynamicBytes > sharedLimit) throw new InvalidKernelOperationException($"Kernel {Kernel}: {DynamicBytes} bytes of dynamic shared memory, a device has {sharedLimit}.");
    }

    public void* Shared(int ordinal, int count, int elementSize, Type element, Lane lane)
    {
        if (ordinal == shared.Count)
        {
            sharedBytes += count * elementSize;
            if (sharedBytes > sharedLimit) throw new InvalidKernelOperationException($"Kernel {Kernel}: {sharedBytes} bytes of shared memory, a device has {sharedLimit}.");
            nuint bytes = (nuint)(((count * elementSize) + 255) & ~255);
            void* block = NativeMemory.AlignedAlloc(Math.Max(bytes, 256), 256);
            NativeMemory.Fill(block, bytes, 0xFF);
            shared.Add(((nint)block, count, element));
        }

        (nint found, int length, Type type) = shared[ordinal];
        if (length != count || type != element)
            throw new InvalidKernelOperationException($"{lane.Name()}: shared memory {ordinal} is {count} {element.Name}, other lanes have {length} {type.Name}. Allocate it outside of branches.");
        return (void*)found;
    }

    public void* Scratch(int bytes)
    {
        if (bytes > scratchBytes)
        {
            NativeMemory.AlignedFree(scratch);
            scratch = NativeMemory.AlignedAlloc((nuint)((bytes + 63) & ~63), 64);
            scratchBytes = bytes;
        }

        return scratch;
    }

    public byte* BringingOf(int lane) => bringing + (lane * Lane.MaxBrought);

    public T Brought<T>(int lane)
        where T : unmanaged
    {
        if ((uint)lane >= (uint)Size) throw new InvalidKernelOperationException($"{Lane.Describe()}: lane {lane} is outside a group of {Size}.");
        return *(T*)(brought + (lane * Lane.MaxBrought));
    }

    /// <summary>Makes what lanes brought readable; it stays so until the same lanes have met again.</summary>
    public void Publish(int first, int count)
    {
        nuint bytes = (nuint)(count * Lane.MaxBrought);
        NativeMemory.Copy(bringing + (first * Lane.MaxBrought), brought + (first * Lane.MaxBrought), bytes);
    }

    public void Dispose()
    {
        foreach ((nint block, int _, Type _) in shared) NativeMemory.AlignedFree((void*)block);
        NativeMemory.AlignedFree(scratch);
        NativeMemory.AlignedFree(bringing);
        NativeMemory.AlignedFree(brought);
        NativeMemory.AlignedFree(Dynamic);
    }
}
