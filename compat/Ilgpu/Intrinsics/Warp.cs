using IlgpuStandin.Engine;

namespace ILGPU;

/// <summary>The running lane within its warp, and what the warp's lanes do together.</summary>
/// <remarks>As on a device, every lane of the warp must come to the same shuffle; the stand-in says so when one does not.</remarks>
public static class Warp
{
    public static int WarpSize => Lane.Current.Group.WarpSize;

    public static int LaneIdx => Lane.Current.Linear & (WarpSize - 1);

    public static int WarpIdx => Lane.Current.Linear / WarpSize;

    public static bool IsFirstLane => LaneIdx == 0;

    public static bool IsLastLane => LaneIdx == WarpSize - 1;

    public static int ComputeWarpIdx(Index1D groupThreadIdx) => groupThreadIdx.X / WarpSize;

    public static int ComputeWarpThreadIdx(Index1D groupThreadIdx) => groupThreadIdx.X & (WarpSize - 1);

    [Meeting(nameof(Meeting.WarpBarrier))]
    public static void Barrier()
    {
        Meeting.WarpBarrier();
        Lane.Current.Pause();
    }

    [Meeting(nameof(Meeting.Shuffle), nameof(Meeting.ShuffleResult))]
    public static T Shuffle<T>(T variable, int sourceLane)
        where T : unmanaged
    {
        Meeting.Shuffle(variable, sourceLane);
        Lane.Current.Pause();
        return Meeting.ShuffleResult<T>();
    }

    [Meeting(nameof(Meeting.Shuffle), nameof(Meeting.ShuffleResult))]
    public static T Shuffle<T>(T variable, int sourceLane, int width)
        where T : unmanaged
    {
        Meeting.Shuffle(variable, sourceLane, width);
        Lane.Current.Pause();
        return Meeting.ShuffleResult<T>();
    }

    [Meeting(nameof(Meeting.ShuffleDown), nameof(Meeting.ShuffleResult))]
    public static T ShuffleDown<T>(T variable, int delta)
        where T : unmanaged
    {
        Meeting.ShuffleDown(variable, delta);
        Lane.Current.Pause();
        return Meeting.ShuffleResult<T>();
    }

    [Meeting(nameof(Meeting.ShuffleDown), nameof(Meeting.ShuffleResult))]
    public static T ShuffleDown<T>(T variable, int delta, int width)
        where T : unmanaged
    {
        Meeting.ShuffleDown(variable, delta, width);
        Lane.Current.Pause();
        return Meeting.ShuffleResult<T>();
    }

    [Meeting(nameof(Meeting.ShuffleUp), nameof(Meeting.ShuffleResult))]
    public static T ShuffleUp<T>(T variable, int delta)
        where T : unmanaged
    {
        Meeting.ShuffleUp(variable, delta);
        Lane.Current.Pause();
        return Meeting.ShuffleResult<T>();
    }

    [Meeting(nameof(Meeting.ShuffleUp), nameof(Meeting.ShuffleResult))]
    public static T ShuffleUp<T>(T variable, int delta, int width)
        where T : unmanaged
    {
        Meeting.ShuffleUp(variable, delta, width);
        Lane.Current.Pause();
        return Meeting.ShuffleResult<T>();
    }

    [Meeting(nameof(Meeting.ShuffleXor), nameof(Meeting.ShuffleResult))]
    public static T ShuffleXor<T>(T variable, int mask)
        where T : unmanaged
    {
        Meeting.ShuffleXor(variable, mask);
        Lane.Current.Pause();
        return Meeting.ShuffleResult<T>();
    }

    [Meeting(nameof(Meeting.ShuffleXor), nameof(Meeting.ShuffleResult))]
    public static T ShuffleXor<T>(T variable, int mask, int width)
        where T : unmanaged
    {
        Meeting.ShuffleXor(variable, mask, width);
        Lane.Current.Pause();
        return Meeting.ShuffleResult<T>();
    }

    [Meeting(nameof(Meeting.Shuffle), nameof(Meeting.ShuffleResult))]
    public static T Broadcast<T>(T value, int sourceLane)
        where T : unmanaged
    {
        Meeting.Shuffle(value, sourceLane);
        Lane.Current.Pause();
        return Meeting.ShuffleResult<T>();
    }
}
