using IlgpuStandin.Engine;

namespace ILGPU;

/// <summary>The running lane within its group, and what its lanes do together.</summary>
public static class Group
{
    public static int IdxX => Lane.Current.X;

    public static int IdxY => Lane.Current.Y;

    public static int IdxZ => Lane.Current.Z;

    public static Index3D Index => new(IdxX, IdxY, IdxZ);

    public static int DimX => Lane.Current.Group.GroupDim.X;

    public static int DimY => Lane.Current.Group.GroupDim.Y;

    public static int DimZ => Lane.Current.Group.GroupDim.Z;

    public static Index3D Dimension => Lane.Current.Group.GroupDim;

    public static int LinearIndex => Lane.Current.Linear;

    public static bool IsFirstThread => LinearIndex == 0;

    public static bool IsLastThread => LinearIndex == Dimension.Size - 1;

    [Meeting(nameof(Meeting.Barrier))]
    public static void Barrier()
    {
        Meeting.Barrier();
        Lane.Current.Pause();
    }

    [Meeting(nameof(Meeting.PopCount), nameof(Meeting.PopCountResult))]
    public static int BarrierPopCount(bool predicate)
    {
        Meeting.PopCount(predicate);
        Lane.Current.Pause();
        return Meeting.PopCountResult();
    }

    [Meeting(nameof(Meeting.And), nameof(Meeting.AndResult))]
    public static bool BarrierAnd(bool predicate)
    {
        Meeting.And(predicate);
        Lane.Current.Pause();
        return Meeting.AndResult();
    }

    [Meeting(nameof(Meeting.Or), nameof(Meeting.OrResult))]
    public static bool BarrierOr(bool predicate)
    {
        Meeting.Or(predicate);
        Lane.Current.Pause();
        return Meeting.OrResult();
    }

    [Meeting(nameof(Meeting.GroupBroadcast), nameof(Meeting.GroupBroadcastResult))]
    public static T Broadcast<T>(T value, int groupIndex)
        where T : unmanaged
    {
        Meeting.GroupBroadcast(value, groupIndex);
        Lane.Current.Pause();
        return Meeting.GroupBroadcastResult<T>();
    }
}
