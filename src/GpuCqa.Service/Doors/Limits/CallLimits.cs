using GpuCqa.Core.Errors;
using GpuCqa.Service.Errors;

namespace GpuCqa.Service.Doors.Limits;

/// <summary>How much one caller may take: rates of calls, refused credentials of an address, and streams that are open at once.</summary>
public sealed class CallLimits(LimitOptions limits, TimeProvider clock)
{
    private readonly RateLimit calls = new(limits.CallsPerSecond, limits.CallBurst, clock);
    private readonly RateLimit failures = new(limits.FailuresPerMinute / 60.0, limits.FailuresPerMinute, clock);

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> open = new(StringComparer.Ordinal);

    /// <summary>Counts a call.</summary>
    /// <exception cref="RefusedException">The caller calls too often.</exception>
    public void Call(Caller caller)
    {
        if (caller.Proof == Proof.Loopback) return;
        if (calls.Take(caller.Identity) is { } delay) throw ServiceLimit.Calls.Refusal("caller", "This caller calls more often than it may; try again later.", delay);
    }

    /// <summary>Counts a refused credential. A right one is taken at any time: others behind the same address are not shut out with it.</summary>
    /// <exception cref="RefusedException">The address fails too often.</exception>
    public void Failure(string remote)
    {
        if (failures.Take(remote) is { } delay) throw ServiceLimit.Credentials.Refusal("address", "Too many credentials from this address were refused; try again later.", delay);
    }

    /// <summary>Counts one more stream.</summary>
    /// <exception cref="RefusedException">The caller has as many as it may; when one ends, only the caller knows.</exception>
    public void Enter(Caller caller)
    {
        if (caller.Proof == Proof.Loopback) return;
        lock (gate)
        {
            int now = open.GetValueOrDefault(caller.Identity);
            if (now >= limits.StreamsPerCaller) throw ServiceLimit.Streams.Refusal("caller", $"This caller has {now} streams open, as many as it may; end one first.");
            open[caller.Identity] = now + 1;
        }
    }

    /// <summary>Counts one less stream.</summary>
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
