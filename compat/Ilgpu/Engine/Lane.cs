using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;

namespace IlgpuStandin.Engine;

/// <summary>One lane of a group: where it is, what it waits for, and its local memory.</summary>
internal sealed unsafe class Lane
{
    /// <summary>The most bytes that a value may have that lanes hand to each other.</summary>
    public const int MaxBrought = 64;

    [ThreadStatic]
    private static Lane? current;

    private readonly List<nint> locals = [];
    private int sharedCount;

    public Lane(GroupState group, int linear)
    {
        Group = group;
        Linear = linear;
        X = linear % group.GroupDim.X;
        Y = linear / group.GroupDim.X % group.GroupDim.Y;
        Z = linear / (group.GroupDim.X * group.GroupDim.Y);
    }

    public static Lane Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => current ?? throw new InvalidKernelOperationException();
        set => current = value;
    }

    public GroupState Group { get; }

    public int Linear { get; }

    public int X { get; }

    public int Y { get; }

    public int Z { get; }

    public MeetingKind Waiting { get; set; }

    public bool Done { get; set; }

    /// <summary>What came with the lane to the meeting: a source lane, a distance, a mask, a vote.</summary>
    public int Argument { get; private set; }

    public int Width { get; private set; }

    public int BroughtBytes { get; private set; }

    /// <summary>The place in the code where the lane waits; 0 when it is not told.</summary>
    public int State { get; set; }

    /// <summary>Where the lane waits, when it has a thread of its own.</summary>
    public Action? Pauser { get; set; }

    /// <summary>Names the running kernel, group and lane for a message.</summary>
    public static string Describe() => current is { } lane ? lane.Name() : "Host";

    public static void Clear() => current = null;

    public string Name() => $"Kernel {Group.Kernel}, group {Group.Index}, lane {Linear}";

    public void Start()
    {
        sharedCount = 0;
        Waiting = MeetingKind.None;
        Done = false;
        State = 0;
        foreach (nint block in locals) NativeMemory.Free((void*)block);
        locals.Clear();
    }

    public void Arrive(MeetingKind kind, int argument)
    {
        Waiting = kind;
        Argument = argument;
        BroughtBytes = 0;
    }

    public void Bring<T>(T value, MeetingKind kind, int argument, int width)
        where T : unmanaged
    {
        if (sizeof(T) > MaxBrought) throw new NotSupportedException($"{Name()}: a value of {sizeof(T)} bytes is handed to another lane; the stand-in takes {MaxBrought}.");
        Arrive(kind, argument);
        Width = width == 0 ? Group.WarpSize : width;
        BroughtBytes = sizeof(T);
        *(T*)Group.BringingOf(Linear) = value;
    }

    /// <summary>Waits until the meeting is over.</summary>
    public void Pause() => (Pauser ?? throw new InvalidKernelOperationException($"{Name()}: lanes cannot wait for each other here."))();

    /// <summary>The lane within the group whose value a shuffle takes: its own where the source is beyond the segment, as on CUDA.</summary>
    public int ShuffleSource()
    {
        int warpStart = Linear & ~(Group.WarpSize - 1), inWarp = Linear - warpStart, segment = inWarp & ~(Width - 1), inSegment = inWarp - segment;
        int source = Waiting == MeetingKind.None ? Finished(inSegment) : throw new InvalidOperationException("The meeting is not over.");
        int lane = warpStart + segment + (source >= 0 && source < Width ? source : inSegment);
        if (lane >= Group.Size) throw new InvalidKernelOperationException($"{Name()}: a shuffle takes the value of lane {lane} in a group of {Group.Size}. Warps must be whole.");
        return lane;
    }

    public void* NextShared(int count, int elementSize, Type element) => Group.Shared(sharedCount++, count, elementSize, element, this);

    public void* NextLocal(int bytes)
    {
        void* block = NativeMemory.AlignedAlloc((nuint)((bytes + 63) & ~63), 64);
        NativeMemory.Fill(block, (nuint)bytes, 0xFF);
        locals.Add((nint)block);
        return block;
    }

    private int Finished(int inSegment) => Last switch
    {
        MeetingKind.Shuffle => Argument & (Width - 1),
        MeetingKind.ShuffleDown => inSegment + Argument,
        MeetingKind.ShuffleUp => inSegment - Argument,
        _ => inSegment ^ Argument,
    };

    /// <summary>The kind of the meeting that the lane was let go from.</summary>
    public MeetingKind Last { get; set; }
}
