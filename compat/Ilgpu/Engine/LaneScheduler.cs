using ILGPU;

namespace IlgpuStandin.Engine;

/// <summary>Runs the lanes of a group, one at a time and each until it waits or ends, and lets them go when all have come.</summary>
/// <remarks>A warp whose lanes all wait at the same meeting of warps goes on, the group when every lane waits at the same meeting of groups.</remarks>
internal sealed class LaneScheduler(GroupState group, Lane[] lanes, int[] order, Action<Lane> resume)
{
    public void Run()
    {
        while (true)
        {
            int ended = 0;
            foreach (int i in order)
            {
                Lane lane = lanes[i];
                if (!lane.Done && lane.Waiting == MeetingKind.None) resume(lane);
                if (lane.Done) ended++;
            }

            if (ended == lanes.Length) return;
            bool released = ReleaseWarps();
            if (!released && !ReleaseGroup()) throw Stuck();
        }
    }

    private bool ReleaseWarps()
    {
        bool any = false;
        for (int first = 0; first < lanes.Length; first += group.WarpSize)
        {
            ReadOnlySpan<Lane> warp = lanes.AsSpan(first, Math.Min(group.WarpSize, lanes.Length - first));
            if (warp[0].Waiting < MeetingKind.WarpBarrier || !Met(warp)) continue;
            if (warp[0].BroughtBytes > 0) group.Publish(first, warp.Length);
            LetGo(warp);
            any = true;
        }

        return any;
    }

    private bool ReleaseGroup()
    {
        MeetingKind kind = lanes[0].Waiting;
        if (kind is MeetingKind.None or >= MeetingKind.WarpBarrier || !Met(lanes)) return false;
        if (kind == MeetingKind.GroupBroadcast) group.Publish(0, lanes.Length);
        else if (kind != MeetingKind.Barrier) group.Votes = Votes();
        LetGo(lanes);
        return true;
    }

    /// <summary>All of them wait, at the same place of the code and for the same thing.</summary>
    private static bool Met(ReadOnlySpan<Lane> some)
    {
        Lane first = some[0];
        foreach (Lane lane in some)
        {
            if (lane.Done || lane.Waiting != first.Waiting || lane.State != first.State || lane.BroughtBytes != first.BroughtBytes) return false;
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

    private int Votes()
    {
        int votes = 0;
        foreach (Lane lane in lanes) votes += lane.Argument;
        return votes;
    }

    private InvalidKernelOperationException Stuck()
    {
        IEnumerable<string> where = lanes.GroupBy(lane => lane.Done ? "ended" : $"wait at {lane.Waiting}" + (lane.State > 0 ? $" (place {lane.State})" : string.Empty))
            .Select(part => $"{part.Count()} (the first is lane {part.First().Linear}) {part.Key}");
        return new InvalidKernelOperationException($"Kernel {group.Kernel}, group {group.Index}: divergent lanes: of {lanes.Length} lanes {string.Join(", ", where)}.");
    }
}
