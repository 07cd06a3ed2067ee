namespace GpuCqa.Statistics;

/// <summary>One number or word of a vector: what is expected, and what this installation computes.</summary>
/// <param name="Vector">Id of the vector.</param>
/// <param name="Field">Place in it.</param>
/// <param name="Expected">Expected.</param>
/// <param name="Found">Computed.</param>
/// <param name="Tolerance">Relative tolerance; 0 for what must agree exactly.</param>
/// <param name="Agrees">Whether they agree.</param>
public sealed record QualifiedValue(string Vector, string Field, string Expected, string Found, double Tolerance, bool Agrees);
