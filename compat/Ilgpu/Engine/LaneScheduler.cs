using ILGPU;

namespace IlgpuStandin.Engine;

/// <summary>Runs the lanes of a group, one at a time and each until it waits or ends, and lets them go when all have come.</summary>
/// <remarks>Warp after warp: a warp whose lanes all wait at the same meeting of warps goes on at once, the group when every lane waits at the same meeting of groups.</remarks>
internal sealed class LaneScheduler(GroupState group, Lane[] lanes, int[] order, Action<Lane> resume)
{
    public void Run()
    {
        while (true)
        {
            bool moved = false;
            foreach (int i in order)
            {
                if (!Ready(lanes[i])) continue;
                moved = true;
                resume(lanes[i]);
            }

            if (lanes.All(lane => lane.Done)) return;
            bool released = ReleaseWarps() | ReleaseGroup();
            if (!released && !moved) throw Stuck();
            if (!released && !lanes.Any(Ready)) throw Stuck();
        }
    }

    private static bool Ready(Lane lane) => !lane.Done && lane.Waiting == MeetingKind.None;

    private bool ReleaseWarps()
    {
        bool any = false;
        for (int first = 0; first < lanes.Length; first += group.WarpSize)
        {
            Span<Lane> warp = lanes.AsSpan(first, Math.Min(group.WarpSize, lanes.Length - first));
            MeetingKind kind = warp[0].Waiting;
            if (kind < MeetingKind.WarpBarrier || !Same(warp, kind)) continue;
            if (warp[0].BroughtBytes > 0) group.Publish(first, warp.Length);
            LetGo(warp);
            any = true;
        }

        return any;
    }

    private bool ReleaseGroup()
    {
        MeetingKind kind = lanes[0].Waiting;
        if (kind is MeetingKind.None or >= MeetingKind.WarpBarrier || !Same(lanes, kind)) return false;
        if (kind == MeetingKind.GroupBroadcast) group.Publish(0, lanes.Length);
        else if (kind != MeetingKind.Barrier) group.Votes = lanes.Sum(lane => lane.Argument);
        LetGo(lanes);
        return true;
    }

    private static bool Same(ReadOnlySpan<Lane> some, MeetingKind kind)
    {
        foreach (Lane lane in some)
        {
            if (lane.Done || lane.Waiting != kind || lane.BroughtBytes != some[0].BroughtBytes) return false;
        }

        return true;
    }

    private static void LetGo(ReadOnlySpan<Lane> some)
    {
        foreach (Lane lane in some)
        {
            lane.Last = lane.Waiting;
            lane.Waiting = MeetingKind.None;
        }
    }

    private InvalidKernelOperationException Stuck()
    {
        IEnumerable<string> where = lanes.GroupBy(lane => lane.Done ? "ended" : $"wait at {lane.Waiting}")
            .Select(part => $"{part.Count()} lanes (first {part.First().Linear}) {part.Key}");
        return new InvalidKernelOperationException($"Kernel {group.Kernel}, group {group.Index}: divergent lanes: {string.Join(", ", where)}.");
    }
}
