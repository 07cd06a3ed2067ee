namespace GpuCqa.Compute;

/// <summary>How far two cells are apart.</summary>
public enum DistanceMetric
{
    /// <summary>Square root of the sum of squared differences.</summary>
    Euclidean,

    /// <summary>1 - cos of the angle; a zero vector is at distance 1 from everything, itself included.</summary>
    Cosine,
}
