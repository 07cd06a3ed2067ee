using System.Runtime.InteropServices;

namespace GpuCqa.Cli.Remote;

/// <summary>Ctrl-C of a run on a server: the first asks the server to stop, the second leaves it to itself, the third ends the process.</summary>
public sealed class RemoteInterruption : IDisposable
{
    private readonly CancellationTokenSource stop = new(), leave = new();
    private readonly PosixSignalRegistration interrupt, terminate;

    /// <summary>Starts to listen.</summary>
    public RemoteInterruption()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Next);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Next);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Cancelled by the second.</summary>
    public CancellationToken Leave => leave.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        stop.Dispose();
        leave.Dispose();
    }

    private void Next(PosixSignalContext context)
    {
        if (leave.IsCancellationRequested) return;
        context.Cancel = true;
        (stop.IsCancellationRequested ? leave : stop).Cancel();
    }
}
