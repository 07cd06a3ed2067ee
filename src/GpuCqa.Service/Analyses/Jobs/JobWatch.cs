namespace GpuCqa.Service.Analyses;

/// <summary>Changes of one job for one watcher. Whoever reads slowly gets every change of state and step, and of mere progress the latest; the job never waits.</summary>
public sealed class JobWatch : IDisposable
{
    private const int Most = 256;

    private readonly Lock gate = new();
    private readonly LinkedList<(AnalysisMessage Analysis, bool Change)> pending = new();
    private readonly JobSignal signal = new();
    private readonly Action<JobWatch> end;

    internal JobWatch(Action<JobWatch> end) => this.end = end;

    /// <summary>The next change, when there is one.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async ValueTask<AnalysisMessage> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            lock (gate)
            {
                if (pending.First is { } first)
                {
                    pending.RemoveFirst();
                    return first.Value.Analysis;
                }
            }

            await signal.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => end(this);

    internal void Put(AnalysisMessage analysis, bool change)
    {
        lock (gate)
        {
            if (pending.Last is { Value.Change: false }) pending.RemoveLast();
            else if (pending.Count >= Most) pending.RemoveFirst();
            pending.AddLast((analysis, change));
        }

        signal.Set();
    }
}
