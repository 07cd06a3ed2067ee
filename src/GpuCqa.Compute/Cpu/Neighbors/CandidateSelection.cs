namespace GpuCqa.Compute.Neighbors;

/// <summary>Selection of the n-th largest of a few numbers by counting, for each, how many are larger.</summary>
/// <remarks>Quadratic, but without a branch that data could make the processor mispredict: for 50 numbers ten times as fast as partitioning.</remarks>
internal abstract unsafe class CandidateSelection
{
    /// <summary>The count of values read is rounded up to this; the padding must be negative infinity.</summary>
    public const int Padding = 16;

    /// <summary>The value that would stand at a place (0-based) if the values were sorted from large to small.</summary>
    /// <param name="values">Values, padded.</param>
    /// <param name="count">Values without padding; more than <paramref name="place"/>.</param>
    /// <param name="place">Place.</param>
    public abstract float Largest(float* values, int count, int place);
}
