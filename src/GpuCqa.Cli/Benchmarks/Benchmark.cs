using GpuCqa.Compute;

namespace GpuCqa.Cli.Benchmarks;

/// <summary>One operation, checked on a small problem and timed on a large one.</summary>
internal abstract class Benchmark
{
    /// <summary>Name on the command line and in the result.</summary>
    public abstract string Name { get; }

    /// <summary>Which ceiling bounds it.</summary>
    public abstract Ceiling Ceiling { get; }

    /// <summary>Numbers that the operation gives on a small problem, to be compared with the reference device's.</summary>
    /// <param name="device">Device to run on.</param>
    public abstract IEnumerable<double> Sample(ComputeDevice device);

    /// <summary>Largest relative difference from the reference that is right.</summary>
    public virtual double Tolerance => 1e-11;

    /// <summary>Makes the large problem ready on the device.</summary>
    public abstract Workload Prepare(ComputeDevice device, BenchmarkScale scale);
}
