namespace GpuCqa.Compute.Gpu.Tests.Support;

/// <summary>Orders in which groups and lanes run: whatever the simulator's threads do.</summary>
internal static class LaunchOrders
{
    private const int Runs = 4;

    /// <summary>Runs a computation several times and returns its results.</summary>
    public static IReadOnlyList<T> Results<T>(Func<T> compute) => [.. Enumerable.Range(0, Runs).Select(_ => compute())];
}
