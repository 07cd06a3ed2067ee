using ILGPU;

namespace IlgpuStandin.Engine;

/// <summary>The two halves of every method at which lanes wait: what a lane brings, and what it takes away once all have come.</summary>
internal static unsafe class Meeting
{
    public static void Barrier() => Lane.Current.Arrive(MeetingKind.Barrier, 0);

    public static void WarpBarrier() => Lane.Current.Arrive(MeetingKind.WarpBarrier, 0);

    public static void PopCount(bool predicate) => Lane.Current.Arrive(MeetingKind.PopCount, predicate ? 1 : 0);

    public static void And(bool predicate) => Lane.Current.Arrive(MeetingKind.And, predicate ? 1 : 0);

    public static void Or(bool predicate) => Lane.Current.Arrive(MeetingKind.Or, predicate ? 1 : 0);

    public static int PopCountResult() => Lane.Current.Group.Votes;

    public static bool AndResult() => Lane.Current.Group.Votes == Lane.Current.Group.Size;

    public static bool OrResult() => Lane.Current.Group.Votes > 0;

    public static void GroupBroadcast<T>(T value, int groupIndex)
        where T : unmanaged => Lane.Current.Bring(value, MeetingKind.GroupBroadcast, groupIndex, 0);

    public static T GroupBroadcastResult<T>()
        where T : unmanaged
    {
        Lane lane = Lane.Current;
        return lane.Group.Brought<T>(lane.Argument);
    }

    public static void Shuffle<T>(T value, int sourceLane)
        where T : unmanaged => Lane.Current.Bring(value, MeetingKind.Shuffle, sourceLane, 0);

    public static void Shuffle<T>(T value, int sourceLane, int width)
        where T : unmanaged => Lane.Current.Bring(value, MeetingKind.Shuffle, sourceLane, width);

    public static void ShuffleDown<T>(T value, int delta)
        where T : unmanaged => Lane.Current.Bring(value, MeetingKind.ShuffleDown, delta, 0);

    public static void ShuffleDown<T>(T value, int delta, int width)
        where T : unmanaged => Lane.Current.Bring(value, MeetingKind.ShuffleDown, delta, width);

    public static void ShuffleUp<T>(T value, int delta)
        where T : unmanaged => Lane.Current.Bring(value, MeetingKind.ShuffleUp, delta, 0);

    public static void ShuffleUp<T>(T value, int delta, int width)
        where T : unmanaged => Lane.Current.Bring(value, MeetingKind.ShuffleUp, delta, width);

    public static void ShuffleXor<T>(T value, int mask)
        where T : unmanaged => Lane.Current.Bring(value, MeetingKind.ShuffleXor, mask, 0);

    public static void ShuffleXor<T>(T value, int mask, int width)
        where T : unmanaged => Lane.Current.Bring(value, MeetingKind.ShuffleXor, mask, width);

    public static T ShuffleResult<T>()
        where T : unmanaged
    {
        Lane lane = Lane.Current;
        return lane.Group.Brought<T>(lane.ShuffleSource());
    }

    /// <summary>One value for each lane of the group, shared; the same memory at every call.</summary>
    public static ArrayView<T> Scratch<T>()
        where T : unmanaged
    {
        GroupState group = Lane.Current.Group;
        return new ArrayView<T>((T*)group.Scratch(group.Size * sizeof(T)), group.Size, 0);
    }
}
