using System.Runtime.InteropServices;

namespace GpuCqa.Service.Operations;

/// <summary>Ctrl-C: the first one stops the service as SIGTERM does, the second one ends the program where it stands.</summary>
public static class Interrupts
{
    // As a shell says it: 128 + SIGINT.
    private const int ExitCode = 130;

    /// <summary>Begins to count; what the first signal does is the host's.</summary>
    public static PosixSignalRegistration EndAtTheSecond()
    {
        int seen = 0;
        return PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            // What was answered is on the disk; a restart sweeps up the rest.
            if (Interlocked.Increment(ref seen) > 1) Environment.Exit(ExitCode);
        });
    }
}
