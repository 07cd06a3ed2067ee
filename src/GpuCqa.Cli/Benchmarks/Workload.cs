namespace GpuCqa.Cli.Benchmarks;

/// <summary>A problem that is ready to be timed.</summary>
/// <param name="Size">Size in words.</param>
/// <param name="Work">Bytes or floating-point operations of one run, by the formula in <paramref name="Counted"/>.</param>
/// <param name="Counted">How the work was counted.</param>
/// <param name="Run">Runs it once and waits for the result.</param>
/// <param name="Owned">What to free afterwards.</param>
internal sealed record Workload(string Size, double Work, string Counted, Action Run, IReadOnlyList<IDisposable> Owned) : IDisposable
{
    public void Dispose()
    {
        foreach (IDisposable owned in Owned) owned.Dispose();
    }
}
