namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>Candidates of a batch of queries in device memory.</summary>
/// <param name="Counts">Candidates of each query.</param>
/// <param name="Thresholds">Of each query: upper bounds above it are kept.</param>
/// <param name="Candidates">capacity x queries.</param>
internal sealed record CandidateBuffers(GpuBuffer<int> Counts, GpuBuffer<float> Thresholds, GpuBuffer<Candidate> Candidates) : IDisposable
{
    public static CandidateBuffers Rent(GpuDevice device, CandidateShape shape) => new(
        device.Zeroed<int>(shape.Stride), device.Pool.Rent<float>(shape.Stride), device.Pool.Rent<Candidate>((long)shape.Capacity * shape.Stride));

    public void Dispose()
    {
        Counts.Dispose();
        Thresholds.Dispose();
        Candidates.Dispose();
    }
}
