using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Doors.Limits;

/// <summary>Rates of calls per caller, and of refused credentials per address.</summary>
public sealed class CallLimits(LimitOptions limits, TimeProvider clock)
{
    private readonly RateLimit calls = new(limits.CallsPerSecond, limits.CallBurst, clock);
    private readonly RateLimit failures = new(limits.FailuresPerMinute / 60.0, limits.FailuresPerMinute, clock);

    /// <summary>Counts a call.</summary>
    /// <exception cref="RefusedException">The caller calls too often.</exception>
    public void Call(Caller caller)
    {
        if (caller.Proof == Proof.Loopback) return;
        if (calls.Take(caller.Identity) is { } delay) throw new RefusedException(ErrorReason.Exhausted, "This caller calls more often than it may; try again later.", delay);
    }

    /// <summary>Counts a refused credential. A right one is taken at any time: others behind the same address are not shut out with it.</summary>
    /// <exception cref="RefusedException">The address fails too often.</exception>
    public void Failure(string remote)
    {
        if (failures.Take(remote) is { } delay) throw new RefusedException(ErrorReason.Exhausted, "Too many credentials from this address were refused; try again later.", delay);
    }
}
