using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Doors.Limits;

/// <summary>Counts the streams that each caller has open.</summary>
public sealed class OpenStreams(LimitOptions limits)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> open = new(StringComparer.Ordinal);

    /// <summary>Counts one more.</summary>
    /// <exception cref="RefusedException">The caller has as many as it may; when one ends, only the caller knows.</exception>
    public void Enter(Caller caller)
    {
        if (caller.Proof == Proof.Loopback) return;
        lock (gate)
        {
            int now = open.GetValueOrDefault(caller.Identity);
            if (now >= limits.StreamsPerCaller) throw new RefusedException(ErrorReason.Exhausted, $"This caller has {now} streams open, as many as it may; end one first.");
            open[caller.Identity] = now + 1;
        }
    }

    /// <summary>Counts one less.</summary>
    public void Leave(Caller caller)
    {
        if (caller.Proof == Proof.Loopback) return;
        lock (gate)
        {
            if (open[caller.Identity] == 1) open.Remove(caller.Identity);
            else open[caller.Identity]--;
        }
    }
}
