namespace GpuCqa.Compute.Neighbors;

/// <summary>Selection among a few hundred numbers by counting, whole vectors at a time and without a branch that data could make the processor mispredict.</summary>
internal abstract unsafe class CandidateSelection
{
    /// <summary>The count of values read is rounded up to this; the padding must be negative infinity.</summary>
    public const int Padding = 16;

    /// <summary>A value that at least <paramref name="k"/> of the values reach, and hardly more than k unless they are equal.</summary>
    /// <param name="values">Values, padded.</param>
    /// <param name="count">Values without padding; k or more.</param>
    /// <param name="k">Values that must reach it.</param>
    /// <param name="known">A value to return where fewer than k reach it; else the result is not below it.</param>
    /// <remarks>By bisection, so that the work grows with the count, not with its square.</remarks>
    public abstract float Floor(float* values, int count, int k, float known);

    /// <summary>Moves candidates whose upper bound reaches a floor to the front, in their order; returns their number.</summary>
    /// <param name="lower">Lower bounds; room for <see cref="Padding"/> more after the count, as in the others.</param>
    /// <param name="upper">Upper bounds.</param>
    /// <param name="indices">Candidates.</param>
    /// <param name="count">Candidates without padding.</param>
    /// <param name="floor">The floor.</param>
    public abstract int Reaching(float* lower, float* upper, int* indices, int count, float floor);

    /// <summary>Places of the values from large to small, equal ones by place.</summary>
    /// <param name="values">Values, padded.</param>
    /// <param name="count">Values without padding.</param>
    /// <param name="order">Receives <paramref name="count"/> places.</param>
    public abstract void Descending(float* values, int count, int* order);
}
